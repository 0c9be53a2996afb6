import Statistics
import Testing

@Suite("RankSumTest")
struct RankSumTestTests {
    @Test("eight after eight, all of them larger")
    func apart() throws {
        // U = 64 of 64; mean 32, variance 8·8·17/12 = 90.67: (64 − 32 − ½) / 9.522.
        let test = try RankSumTest([1, 2, 3, 4, 5, 6, 7, 8], [9, 10, 11, 12, 13, 14, 15, 16])
        #expect(abs(test.deviations - 3.3082) < 1e-4)
        let other = try RankSumTest([9, 10, 11, 12, 13, 14, 15, 16], [1, 2, 3, 4, 5, 6, 7, 8])
        #expect(abs(other.deviations + 3.3082) < 1e-4)
    }

    @Test("the same values tell nothing, and ties narrow the variance")
    func ties() throws {
        #expect(
            try RankSumTest([Double](repeating: 5, count: 9), [Double](repeating: 5, count: 8)).deviations
                == 0)
        // Four 1s and four 2s against eight 2s: ranks 2.5 and 10.5, U = 48, Σ(t³ − t) = 60 + 1716; variance
        // 64/12 · (17 − 1776/240) = 51.2: (48 − 32 − ½) / 7.155.
        let test = try RankSumTest([1, 1, 1, 1, 2, 2, 2, 2], [2, 2, 2, 2, 2, 2, 2, 2])
        #expect(abs(test.deviations - 2.1662) < 1e-4)
    }

    @Test("fewer than eight are refused")
    func few() throws {
        #expect(throws: StatisticsError.tooFew(needed: 8, found: 7)) {
            try RankSumTest([1, 2, 3, 4, 5, 6, 7], [1, 2, 3, 4, 5, 6, 7, 8])
        }
    }
}
