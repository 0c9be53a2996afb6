import Statistics
import Testing

@Suite("Robust deviation")
struct RobustDeviationTests {
    @Test(
        "the larger of two estimates",
        arguments: [
            // n = 8: the rank sum has mean 18 and deviation √51 = 7.14, so the 11th and the 26th of the 36 Walsh averages
            // of 1 … 8 count, 3.5 and 5.5: 1 · √8 / √(π/3) = 2.7640. The median distance from 4.5 is 2: 2.9652.
            ([3, 1, 2, 8, 7, 4, 6, 5], 2.965204437011204),
            // The middle Walsh averages of two modes are all 0; the median distance from the median is 1: 1.4826.
            ([1, -1, 1, -1, 1, -1, 1, -1], 1.482602218505602),
            // Two wild values, for which the standard deviation is 0.32: the Walsh averages say 0.0339, the distances 0.0297.
            ([0.01, -0.02, 0.03, -0.01, 0.02, -0.03, 0.01, 0, 0.02, -0.02, 0.8, -0.7], 0.033851375012656),
        ])
    func larger(values: [Double], deviation: Double) throws {
        #expect(isClose(try robustDeviation(values), deviation, within: 1e-12))
    }

    @Test("values that are all equal do not deviate")
    func constant() throws {
        #expect(try robustDeviation([2, 2, 2, 2, 2]) == 0)
    }

    @Test("three values are too few, and NaN is none")
    func refused() {
        #expect(throws: StatisticsError.tooFew(needed: 4, found: 3)) { try robustDeviation([1, 2, 3]) }
        #expect(throws: StatisticsError.notFinite(index: 1)) { try robustDeviation([1, .nan, 3, 4]) }
    }
}
