import GateModel
import Testing

@testable import Judging

struct MeanJudgingTests {
    private let mean = rule(.mean, responseTime, fivePercent)

    /// Blocks of ten pairs, of which the last is slow on the candidate.
    private func samples(_ blocks: Int, slow: Double, of level: Double = 0.010) -> Samples {
        let fast = repeated([Observed.value(level)], 9)
        let block = Block(
            baseline: fast + [.value(level)], candidate: fast + [.value(level * slow)])
        return Samples(metric: "response_time", operation: "search", blocks: repeated([block], blocks))
    }

    @Test(
        "a mean is the ratio of all that requests took, and needs 320 a side to pass",
        arguments: [(32, 1.0, Verdict.pass), (32, 1.4, .pass), (8, 2.0, .violation), (40, 1.6, .violation)])
    func ratioOfTotals(blocks: Int, slow: Double, verdict: Verdict) throws {
        let judgement = try judged(mean, regress(pairs: 10), run(.regress, samples(blocks, slow: slow)))
        #expect(judgement.verdict == verdict)
        #expect(judgement.numbers.scale == .ratio)
        // Nine of ten as before.
        #expect(try #require(judgement.numbers.estimate).isClose(to: 0.9 + 0.1 * slow))
        #expect(judgement.numbers.samples == .sizedBlocks(count: blocks, least: 10, most: 10))
    }

    @Test("too few requests decide nothing, and say how many are needed")
    func tooFew() throws {
        let early = try judged(mean, regress(pairs: 10), run(.regress, samples(12, slow: 1)))
        #expect(
            early.verdict.inWords == inconclusive(.tooFewSamples, "undecided after 12 of at most 40 blocks"))
        let last = try judged(mean, regress(), run(.regress, ratios(repeated([1], 40))))
        let detail = "40 requests a side, a mean needs 320: few slow ones may make most of it"
        #expect(last.verdict.inWords == inconclusive(.tooFewSamples, detail))
    }

    /// The typical block is as before; one block in twenty takes nine times as long in all.
    @Test("a mean that few blocks raise is not passed")
    func fewBlocks() throws {
        let calm = Block(baseline: repeated([.value(0.01)], 10), candidate: repeated([.value(0.01)], 10))
        let slow = Block(baseline: repeated([.value(0.01)], 10), candidate: repeated([.value(0.09)], 10))
        let blocks = repeated(repeated([calm], 19) + [slow], 2)
        let samples = Samples(metric: "response_time", operation: "search", blocks: blocks)
        let judgement = try judged(mean, regress(pairs: 10), run(.regress, samples))
        #expect(judgement.verdict.reason == .tooNoisy)
        #expect(
            try judged(rule(.median, responseTime, fivePercent), regress(pairs: 10), run(.regress, samples))
                .verdict == .pass)
    }

    /// Of 100 and 50 operations a second together one takes 15 ms on average; of 90 and 45 it is a tenth more.
    @Test(
        "throughput is that of all operations, by the time that each takes",
        arguments: [(100.0, 50.0, Verdict.pass), (90, 45, .violation)])
    func rates(first: Double, second: Double, verdict: Verdict) throws {
        let condition = Rule.Condition.compare(.greaterOrEqual, .relativeShare(-0.05), or: nil)
        let samples = pairs(throughput, repeated([100, 50], 20), repeated([first, second], 20))
        let judgement = try judged(
            rule(nil, throughput, condition), regress(pairs: 10), run(.regress, samples))
        #expect(judgement.verdict == verdict)
        // 1 / ((1/100 + 1/50) / 2)
        #expect(try #require(judgement.numbers.baseline).isClose(to: 200.0 / 3))
        #expect(try #require(judgement.numbers.estimate).isClose(to: first / 100))
    }

    @Test(
        "an absolute limit on a mean counts the same way",
        arguments: [(0.011, "pass"), (0.0095, "violation")])
    func absolute(limit: Double, word: String) throws {
        let judgement = try judged(
            rule(.mean, responseTime, atMost(limit)), regress(pairs: 10),
            run(.regress, samples(40, slow: 1)))
        #expect(judgement.verdict.word == word)
        #expect(try #require(judgement.numbers.candidate).isClose(to: 0.010))
    }
}
