import Statistics
import Testing

@Suite("Signed ranks")
struct SignedRankTests {
    @Test("the exact distribution agrees with SciPy's table")
    func table() throws {
        let rows = try DataFile.rows("wilcoxon_exact.csv")
        try #require(rows.count == 144)
        for row in rows {
            let distribution = try SignedRankDistribution(sampleSize: #require(Int(row[0])))
            let expected = try DataFile.number(row[2])
            let probability = distribution.probability(atMost: try DataFile.number(row[1]))
            #expect(isClose(probability, expected, within: 1e-9), "n \(row[0]), w \(row[1])")
        }
    }

    @Test("probabilities end at 0 and 1, and a half rank counts as the whole below it")
    func ends() throws {
        let distribution = try SignedRankDistribution(sampleSize: 8)
        #expect(distribution.probability(atMost: -0.5) == 0)
        #expect(distribution.probability(atMost: 2.5) == 3.0 / 256)
        #expect(distribution.probability(atMost: 35) == 255.0 / 256)
        #expect(distribution.probability(atMost: 36) == 1)
    }

    @Test(
        "the critical value is the largest sum at or below the level",
        arguments: [(0.003, -1), (1.0 / 256, 0), (2.0 / 256, 1), (0.011, 1), (3.0 / 256, 2), (0.05, 5)])
    func critical(alpha: Double, expected: Int) throws {
        #expect(try SignedRankDistribution(sampleSize: 8).criticalValue(alpha) == expected)
    }

    @Test("the distribution of a hundred is symmetric")
    func hundred() throws {
        let distribution = try SignedRankDistribution(sampleSize: 100)
        // P(W ≤ 2524) + P(W ≤ 2525) = 1, for W and 5050 − W are distributed alike.
        let sum = distribution.probability(atMost: 2524) + distribution.probability(atMost: 2525)
        #expect(isClose(sum, 1, within: 1e-13))
    }

    @Test("sample sizes outside 1 to 128 are refused", arguments: [0, 129])
    func outside(size: Int) {
        #expect(throws: StatisticsError.outOfRange(.blocks, value: Double(size))) {
            try SignedRankDistribution(sampleSize: size)
        }
    }

    @Test(
        "ranks are summed by sign, ties share their average, zeros go to both",
        arguments: [
            ([3, -1, 2], 5, 1),
            // |1| twice: ranks 1 and 2, 1.5 each; then 3.
            ([1, -1, 2], 4.5, 1.5),
            // two zeros: ranks 1 and 2, 1.5 each, to both sums; then 3 and 4.
            ([0, 1e-13, 5, -7], 6, 7),
            ([0, 0, 0], 6, 6),
            // 2e-12 is no zero.
            ([2e-12, 1], 3, 0),
        ] as [([Double], Double, Double)])
    func sums(values: [Double], positive: Double, negative: Double) throws {
        let sums = try WilcoxonStatistic(values)
        #expect(sums.positive == positive)
        #expect(sums.negative == negative)
    }

    @Test("a sum of something that is no number is refused")
    func notFinite() {
        #expect(throws: StatisticsError.notFinite(index: 1)) { try WilcoxonStatistic([1, .nan]) }
    }
}
