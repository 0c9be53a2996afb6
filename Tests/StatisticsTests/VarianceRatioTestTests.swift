import Statistics
import Testing

@Suite("VarianceRatioTest")
struct VarianceRatioTestTests {
    /// Values ±1, and new ones of the wanted mean square: critical values of tables of the F distribution.
    @Test(
        "the p-values are those of the F distribution",
        arguments: [
            (4, 10, 3.478, 0.05),
            (4, 10, 11.283, 0.001),
            (4, 20, 4.431, 0.01),
            (8, 24, 2.355, 0.05),
            (2, 2, 1, 0.5),
        ] as [(Int, Int, Double, Double)])
    func table(new: Int, earlier: Int, ratio: Double, level: Double) throws {
        let test = try VarianceRatioTest(
            [Double](repeating: ratio.squareRoot(), count: new),
            against: (0..<earlier).map { $0.isMultiple(of: 2) ? 1 : -1 })
        #expect(abs(test.ratio - ratio) < 1e-12)
        #expect(abs(test.pValue - level) < 0.01 * level)
    }

    @Test("values that never differed are contradicted by any that do")
    func zeros() throws {
        #expect(try VarianceRatioTest([0, 0, 0], against: [0, 0]).pValue == 1)
        let some = try VarianceRatioTest([0, 1e-9, 0], against: [0, 0])
        #expect(some.ratio == .infinity)
        #expect(some.pValue == 0)
    }

    @Test("a single value has no spread to speak of, and one that is no number tells nothing")
    func refused() {
        #expect(throws: StatisticsError.tooFew(needed: 2, found: 1)) {
            try VarianceRatioTest([1], against: [1, 2])
        }
        #expect(throws: StatisticsError.notFinite(index: 1)) {
            try VarianceRatioTest([1, 2], against: [1, .nan])
        }
    }
}
