import Statistics
import Testing

@Suite("Trend and correlation in time")
struct TrendTests {
    private static let values = [3.1, 2.7, 4.0, 4.0, 5.2, 4.9, 6.1, 5.9, 7.3, 6.8, 3.3]

    @Test("a trend with one tie")
    func trend() throws {
        // S = 30, variance 165 − 1 = 164, z = 29 / √164 = 2.2645
        let test = try TrendTest(Self.values)
        #expect(test.score == 30)
        #expect(isClose(test.pValue, 0.023542178884861577, within: 1e-14))
    }

    @Test("eight in order, up or down", arguments: [(1.0, 28), (-1, -28)])
    func monotone(sign: Double, score: Int) throws {
        let test = try TrendTest((1...8).map { sign * Double($0) })
        #expect(test.score == score)
        // z = 27 / √(8 · 7 · 21 / 18)
        #expect(isClose(test.pValue, 0.0008366271311193044, within: 1e-15))
    }

    @Test("of several series each is compared with itself, whatever the others' level")
    func several() throws {
        // S = 10 + 6, variance 5 · 4 · 15 / 18 + 4 · 3 · 13 / 18 = 16.67 + 8.67: z = 15 / √25.33.
        let test = try TrendTest([[11, 12, 13, 14, 15], [1, 2, 3, 4]])
        #expect(test.score == 16)
        #expect(abs(test.pValue - 0.0028806) < 1e-6)
        // A single value is in no order.
        #expect(try TrendTest([[5], [1, 2, 3, 4, 5, 6, 7, 8], [2]]).score == 28)
    }

    @Test("equal values have no trend and no correlation")
    func constant() throws {
        let equal = [Double](repeating: 5, count: 9)
        #expect(try TrendTest(equal).pValue == 1)
        #expect(try LagOneAutocorrelation(equal) == nil)
    }

    @Test(
        "neighbours' correlation, with its p",
        arguments: [
            (values, 0.4869904774953759, 0.025510370978347432),
            ([1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2], -0.9166666666666666, 0.0009111188771537146),
            ((1...20).map { Double($0) }, 0.85, 1.3071845366762953e-05),
        ] as [([Double], Double, Double)])
    func autocorrelation(values: [Double], coefficient: Double, pValue: Double) throws {
        let correlation = try #require(try LagOneAutocorrelation(values))
        #expect(isClose(correlation.coefficient, coefficient, within: 1e-14))
        #expect(isClose(correlation.pValue, pValue, within: 1e-13))
    }

    @Test("seven values are too few to call a trend")
    func tooFew() {
        let seven = [1.0, 2, 3, 4, 5, 6, 7]
        #expect(throws: StatisticsError.tooFew(needed: 8, found: 7)) { try TrendTest(seven) }
        #expect(throws: StatisticsError.tooFew(needed: 8, found: 7)) { try LagOneAutocorrelation(seven) }
    }

    @Test("the Theil–Sen slope, its bounds' rank rounded outwards")
    func slope() throws {
        // 55 slopes; (55 − 1.96 · √165) / 2 = 14.9, so the 14th from either end.
        let slope = try TheilSenSlope(Self.values, alpha: 0.025)
        #expect(isClose(slope.slope, 0.45, within: 1e-14))
        #expect(isClose(slope.lower, 0.02, within: 1e-14))
        #expect(isClose(slope.upper, 0.55, within: 1e-14))
    }

    @Test("a slope without finite bounds is refused")
    func noBounds() throws {
        #expect(throws: StatisticsError.tooFew(needed: 6, found: 5)) {
            try TheilSenSlope([1, 2, 3, 4, 5], alpha: 0.0125)
        }
        // Rank ⌊1.53⌋ = 1: the bounds are the extremes.
        let slope = try TheilSenSlope([0, 1, 2, 3, 4, 9], alpha: 0.0125)
        #expect(slope.lower == 1)
        #expect(slope.upper == 5)
    }

    @Test("a mean's bounds agree with SciPy's t interval")
    func mean() throws {
        let bounds = try MeanBounds(Self.values, alpha: 0.05)
        #expect(isClose(bounds.mean, 53.3 / 11, within: 1e-14))
        #expect(isClose(bounds.lower, 3.996613300098071, within: 1e-12))
        #expect(isClose(bounds.upper, 5.694295790811018, within: 1e-12))
    }

    @Test("one value has no bounds")
    func single() {
        #expect(throws: StatisticsError.tooFew(needed: 2, found: 1)) { try MeanBounds([1], alpha: 0.05) }
    }
}
