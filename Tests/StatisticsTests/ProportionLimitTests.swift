import Statistics
import Testing

@Suite("ProportionLimit")
struct ProportionLimitTests {
    @Test(
        "the smallest count that can pass a percentile, and one fewer cannot",
        arguments: [(0.5, 5), (0.9, 29), (0.95, 59), (0.99, 299), (0.999, 2995)])
    func smallest(quantile: Double, count: Int) throws {
        let limit = try ProportionLimit(quantile: quantile, alpha: 0.05)
        #expect(limit.smallestPassingCount == count)
        #expect(try limit.judge(failures: 0, of: count) == .pass)
        #expect(try limit.judge(failures: 0, of: count - 1) == .needMore)
    }

    @Test("errors of at most 1 % need 299 operations")
    func errors() throws {
        #expect(try ProportionLimit(proportion: 0.01, alpha: 0.05).smallestPassingCount == 299)
    }

    @Test("a level met exactly is met")
    func exact() throws {
        // 0.5³ = 0.125
        let limit = try ProportionLimit(proportion: 0.5, alpha: 0.125)
        #expect(limit.smallestPassingCount == 3)
        #expect(try limit.judge(failures: 0, of: 3) == .pass)
        #expect(try limit.judge(failures: 3, of: 3) == .violation)
    }

    @Test(
        "so few failures pass, so many violate, between them more is needed",
        arguments: [
            // Bin(1000, 0.01): P(X ≤ 4) = 0.0287, P(X ≤ 5) = 0.0661; P(X ≥ 16) = 0.0479, P(X ≥ 15) = 0.0824
            (4, .pass), (5, .needMore), (10, .needMore), (15, .needMore), (16, .violation),
            (1000, .violation),
        ] as [(Int, ProportionLimit.Verdict)])
    func judge(failures: Int, verdict: ProportionLimit.Verdict) throws {
        let limit = try ProportionLimit(quantile: 0.99, alpha: 0.05)
        #expect(try limit.judge(failures: failures, of: 1000) == verdict)
    }

    @Test("a million samples are judged all the same")
    func million() throws {
        let limit = try ProportionLimit(proportion: 0.01, alpha: 0.05)
        #expect(try limit.judge(failures: 9_500, of: 1_000_000) == .pass)
        #expect(try limit.judge(failures: 10_000, of: 1_000_000) == .needMore)
        #expect(try limit.judge(failures: 10_500, of: 1_000_000) == .violation)
    }

    @Test("a share too small to be shown by any number of samples is refused", arguments: [1e-300, 9e-10])
    func tiny(proportion: Double) {
        #expect(throws: StatisticsError.outOfRange(.proportion, value: proportion)) {
            try ProportionLimit(proportion: proportion, alpha: 0.05)
        }
    }

    @Test("impossible counts are refused")
    func counts() throws {
        let limit = try ProportionLimit(proportion: 0.01, alpha: 0.05)
        #expect(throws: StatisticsError.tooFew(needed: 1, found: 0)) { try limit.judge(failures: 0, of: 0) }
        #expect(throws: StatisticsError.outOfRange(.failures, value: 6)) {
            try limit.judge(failures: 6, of: 5)
        }
        #expect(throws: StatisticsError.outOfRange(.failures, value: -1)) {
            try limit.judge(failures: -1, of: 5)
        }
    }

    @Test("a limit of 0 or 1 is no binomial question", arguments: [0.0, 1, 1e300, .infinity])
    func ends(value: Double) {
        #expect(throws: StatisticsError.outOfRange(.proportion, value: value)) {
            try ProportionLimit(proportion: value, alpha: 0.05)
        }
        #expect(throws: StatisticsError.outOfRange(.quantile, value: value)) {
            try ProportionLimit(quantile: value, alpha: 0.05)
        }
    }
}
