import GateModel
import Reports
import Testing

@testable import Judging

@Suite("Limits for samples that come without a pipeline")
struct LimitJudgingTests {
    private func judged(
        _ values: [Double], _ statistic: Statistic?, _ comparison: Rule.Comparison = .lessOrEqual,
        limit: Double
    ) -> SampleJudgement {
        judgeLimit(
            benchmark([values]), statistic: statistic,
            condition: .compare(comparison, .absolute(limit), or: nil), text: "rule")
    }

    private let hundred = (1...100).map { Double($0) / 1000 }

    @Test(
        "a percentile is shown by how many samples lie beyond the limit",
        arguments: [
            // 1 of 100 above: P(Bin(100, .05) ≤ 1) = .037. 2 above: .118. 10 above: P(≥ 10) = .028.
            (0.099, Verdict.pass), (0.090, .violation),
        ])
    func percentile(limit: Double, verdict: Verdict) throws {
        let judgement = judged(hundred, .quantile(0.95), limit: limit)
        #expect(judgement.verdict == verdict)
        #expect(judgement.count == 100)
        #expect(judgement.upper == 0.099)
        // P(≥ 10) is the first at or below .05: the tenth largest.
        #expect(judgement.lower == 0.091)
        // Type 7: 0.95·99 = 94.05 after the first.
        #expect(abs(try #require(judgement.estimate) - 0.09505) < 1e-12)
    }

    @Test("in between it is too close to the limit, however many are enough without any beyond")
    func undecided() {
        let judgement = judged(hundred, .quantile(0.95), limit: 0.098)
        #expect(
            judgement.reason
                == "too close to the limit: 2 of 100 beyond the limit, where at most 1 would pass and from 10 on it "
                + "would be a violation; move the limit away from it, or take more samples")
    }

    @Test("58 samples cannot show a p95")
    func tooFew() {
        let judgement = judged(Array(hundred.prefix(58)), .quantile(0.95), limit: 1)
        #expect(judgement.verdict.word == "inconclusive")
        #expect(judgement.upper == nil)
    }

    @Test(
        "a mean is judged by blocks, with its interval",
        arguments: [(0.012, Verdict.pass), (0.009, .violation)])
    func mean(limit: Double, verdict: Verdict) throws {
        let judgement = judged(noisyTimes(400, typical: 0.0102, seed: 11), .mean, limit: limit)
        #expect(judgement.verdict == verdict)
        #expect(judgement.basis == .blockedSamples(count: 400, blocks: 40))
        if verdict == .pass { #expect(try #require(judgement.upper) < limit) }
        if verdict == .violation { #expect(try #require(judgement.lower) > limit) }
    }

    @Test("a mean of few samples is none: a few slow ones may make most of it")
    func meanOfTooFew() {
        let calm = Array(repeating: 0.001, count: 99) + [0.020]
        let judgement = judged(calm + calm, .mean, limit: 0.00105)
        #expect(judgement.verdict.word == "inconclusive")
        // Every hundredth takes 20 times as long: 1.19 ms, which the typical block of ten does not show.
        #expect(judged(calm + calm + calm + calm, .mean, limit: 0.00105).verdict != .pass)
    }

    @Test("seven samples make no blocks for a mean")
    func meanOfFew() {
        let judgement = judged([1, 2, 3, 4, 5, 6, 7], .mean, limit: 100)
        #expect(judgement.reason.hasPrefix("too few samples: "))
    }

    @Test("without a statistic every sample holds, and so it does for max", arguments: [nil, Statistic.max])
    func every(statistic: Statistic?) {
        #expect(judged(hundred, statistic, limit: 0.1).verdict == .pass)
        #expect(judged(hundred, statistic, limit: 0.0999).verdict == .violation)
        #expect(judged(hundred, statistic, .less, limit: 0.1).verdict == .violation)
    }

    @Test("of a range both ends must hold")
    func range() {
        let condition = Rule.Condition.range(0.001, 0.099)
        let judgement = judgeLimit(
            benchmark([hundred]), statistic: .max, condition: condition, text: "rule")
        #expect(judgement.verdict == .violation)
    }

    @Test("zeros, constants, failures and summaries are no passes")
    func neverAPass() {
        #expect(
            judged([0] + hundred, .quantile(0.95), limit: 1).reason.hasPrefix(
                "not a number: 1 of 101 times are 0"))
        #expect(
            judged([Double](repeating: 0.01, count: 400), .quantile(0.95), limit: 1).reason.hasPrefix(
                "not evaluated: all 400 values are 0.01"))
        let failed = benchmark([hundred], failures: 1)
        #expect(
            judgeLimit(failed, statistic: .max, condition: .range(0, 1), text: "rule").reason
                == "failed operations: 1 operation failed while it was measured")
    }
}

@Suite("Growth of readings that come without a pipeline")
struct GrowthJudgingTests {
    private func judged(_ series: [Double]..., maximum: Int = 4800) -> SampleJudgement {
        judgeGrowth(
            series: series, operationsPerReading: 10, limit: 1000, maximumOperations: maximum,
            text: "1KB/op", unit: .bytes)
    }

    /// 10 operations a reading, each growing by so many bytes.
    private func climb(_ bytesPerOperation: Double, _ count: Int) -> [Double] {
        (0..<count).map { 1e8 + Double($0) * 10 * bytesPerOperation }
    }

    @Test("a climb beyond the limit is a violation where two processes show it, one within it is not")
    func climbs() throws {
        let leak = judged(climb(5000, 120), climb(5000, 120))
        #expect(leak.verdict == .violation)
        #expect(leak.count == 1200)
        #expect(abs(try #require(leak.estimate) - 5000) < 1e-6)
        #expect(judged(climb(10, 60)).verdict == .pass)
        #expect(judged(climb(10, 60), climb(10, 120)).verdict == .pass)
    }

    @Test("one process, or 600 operations, are not enough for a leak")
    func oneLeak() {
        let rise = "too few samples: 3.6 MB more over 720 operations, up to 400 KB at once: a leak, but "
        let detail = "in one process only, and it needs the readings of a second"
        #expect(judged(climb(5000, 120)).reason == rise + detail)
        #expect(
            judged(climb(5000, 120), climb(10, 120)).reason
                == "not repeatable: 3.6 MB more over 720 operations, up to 400 KB at once: a leak, but in one process "
                + "of 2 only, and it needs a second")
        let short = judged(climb(5000, 60), climb(5000, 60)).reason
        #expect(short.hasSuffix("a leak, but it needs more than 600 operations"))
    }

    @Test("a leak that begins behind the first look does not pass")
    func late() {
        let late = repeated([1e8], 70) + climb(50_000, 410)
        #expect(judged(late, late).verdict == .violation)
        #expect(judged(late).verdict != .pass)
    }

    @Test("growth that ends is a plateau, and a note says where")
    func plateau() {
        let flat = repeated([1e8 + 250 * 20_000 * 10], 230)
        // It ends at operation 2500. The windows are 160 operations long, and the 2 MB that the one before it has of the climb are
        // less than 1 KB an operation of all that follow.
        let found = judged(climb(20_000, 250) + flat)
        #expect(found.verdict == .pass)
        #expect(found.said == ["a plateau: it stopped growing after 2400 of 4800 operations"])
    }

    @Test("too few readings decide nothing", arguments: [0, 13, 59])
    func few(count: Int) {
        #expect(
            judged(climb(5000, count)).reason
                == "too few samples: undecided after \(count * 10) operations, the next look is at 600")
    }

    @Test("a maximum lets fewer readings pass")
    func maximum() {
        #expect(judged(climb(10, 30), maximum: 300).verdict == .pass)
        #expect(judged(climb(10, 29), maximum: 300).verdict != .pass)
    }

    @Test("a reading that is no number decides nothing")
    func notANumber() {
        #expect(judged([.nan] + climb(10, 59)).reason.hasPrefix("not a number: "))
    }
}
