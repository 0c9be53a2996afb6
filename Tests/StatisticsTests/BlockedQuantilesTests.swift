import Testing

@testable import Statistics

@Suite struct BlockedQuantilesTests {
    /// The share's standard error is √(.25/100) = .05, and 1.96 of them reach .402 … .598: the 40th value, and the 61st.
    @Test("without eight blocks values count as independent")
    func independent() throws {
        let quantiles = try BlockedQuantiles([(1...100).map(Double.init)])
        #expect(quantiles.band(0.5) == .init(value: 50.5, lower: 40, upper: 61))
        // √(.1 · .9 / 100) = .03: .0412 … .1588.
        #expect(quantiles.band(0.1) == .init(value: 10.9, lower: 4, upper: 17))
    }

    /// √(.1 · .9 / 10) = .095: the interval begins before the first value, and ends at .286: the fourth.
    @Test("an end that the values do not reach is none")
    func open() throws {
        let band = try BlockedQuantiles([(1...10).map(Double.init)]).band(0.1)
        #expect(band.lower == nil)
        #expect(band.upper == 4)
    }

    /// Ten blocks, the k-th ten times k. Half of them lie below 5.5, all or nothing: Σ(5/100)² · 10/9 = .0278, whose root is
    /// .167, and 2.262 of them for nine degrees reach .123 … .877: the 12th value, and the 89th.
    @Test("blocks of equal values count as one value each")
    func clustered() throws {
        let band = try BlockedQuantiles((1...10).map { [Double](repeating: Double($0), count: 10) }).band(0.5)
        #expect(band == .init(value: 5.5, lower: 2, upper: 9))
    }

    @Test("a single value has no quantiles, and NaN is no value")
    func refused() {
        #expect(throws: StatisticsError.tooFew(needed: 2, found: 1)) { try BlockedQuantiles([[], [1]]) }
        #expect(throws: StatisticsError.notFinite(index: 1)) { try BlockedQuantiles([[1, .nan]]) }
    }

    /// Blocks whose level varies as much as the values within one. By values alone 95 % would be some 65 %.
    @Test("the interval holds the median as often as it says")
    func coverage() throws {
        var generator = SeededGenerator(seed: 5)
        func normal() -> Double {
            (0..<12).reduce(-6) { sum, _ in sum + Double(generator.next() >> 11) * 0x1p-53 }
        }
        var held = 0
        for _ in 0..<400 {
            let blocks = (0..<12).map { _ in
                let level = normal()
                return (0..<10).map { _ in level + normal() }
            }
            let band = try BlockedQuantiles(blocks).band(0.5)
            if let lower = band.lower, let upper = band.upper, lower <= 0, upper >= 0 { held += 1 }
        }
        // 95 % of 400 are 380, less two standard errors of 4.4.
        #expect(held >= 371)
    }

    @Test("a difference of shares is told from what blocks differ among themselves")
    func difference() {
        let none = [Double](repeating: 0, count: 8)
        #expect(standardisedDifference(none, none) == 0)
        #expect(standardisedDifference(none, [Double](repeating: 0.125, count: 8)) == .infinity)
        // One block of eight: the mean is .0125 and so is its error.
        #expect(abs(standardisedDifference(none, [0.1] + none.dropLast()) - 1) < 1e-12)
        #expect(standardisedDifference([0], [1]) == 0)
    }
}
