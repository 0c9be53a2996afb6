import Testing

@testable import Statistics

@Suite struct PowerLawTests {
    @Test(
        "the exponent is the slope of ln cost on ln size",
        arguments: [
            ([1, 2, 4], [3, 6, 12], 1), ([1, 2, 4], [5, 5, 5], 0), ([1, 2, 4], [3, 12, 48], 2),
            ([0.25, 0.5, 1], [0.001, 0.001, 0.001], 0), ([1250, 2500, 5000], [8, 4, 2], -1),
            // In units of ln 2 the sizes are 0, 1, 2 and the costs 0, 0, 3: (−1 · −1 + 1 · 2) / 2
            ([1, 2, 4], [1, 1, 8], 1.5),
            // Sizes 0, 1, 4 around 5/3, costs 0, 2, 3 around 5/3: (25 + −2 + 28) / 9 over (25 + 4 + 49) / 9
            ([1, 2, 16], [1, 4, 8], 51.0 / 78),
        ] as [([Double], [Double], Double)])
    func slopes(sizes: [Double], costs: [Double], expected: Double) throws {
        #expect(abs(try exponent(sizes: sizes, costs: costs) - expected) < 1e-12)
    }

    @Test func whatHasNoLogarithmHasNoExponent() {
        #expect(throws: StatisticsError.notPositive(index: 1, value: 0)) {
            try exponent(sizes: [1, 2], costs: [1, 0])
        }
        #expect(throws: StatisticsError.notFinite(index: 0)) {
            try exponent(sizes: [1, 2], costs: [.nan, 1])
        }
        #expect(throws: StatisticsError.tooFew(needed: 2, found: 1)) {
            try exponent(sizes: [2, 2], costs: [1, 3])
        }
    }
}

@Suite struct PairwiseSlopeTests {
    @Test func theMedianSlopeOfAllPairsIsNotMovedByOneWildPoint() throws {
        let slope = try #require(PairwiseSlope([(1, 3), (2, 4), (4, 6), (3, 500)]))
        // Without the wild one 1, 1, 1; with it 248.5, 496 and −494: of six the middle two are 1.
        #expect(slope.slope == 1)
        #expect(slope.lowerQuartile == 1)
    }

    @Test func pointsOfOneSizeHaveNoSlope() {
        #expect(PairwiseSlope([(2, 3), (2, 4)]) == nil)
        #expect(PairwiseSlope([]) == nil)
    }
}
