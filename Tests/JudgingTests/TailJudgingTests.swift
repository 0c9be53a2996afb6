import GateModel
import Testing

@testable import Judging

struct TailJudgingTests {
    private let tail = rule(.tail, responseTime, .compare(.lessOrEqual, .relativeAmount(0.01), or: nil))

    /// Blocks of twenty pairs, of which so many are slow on the candidate, and one a block on the baseline where it has a
    /// tail too.
    private func samples(_ blocks: Int, slow: Int, of baseline: Int = 0) -> Samples {
        let side = { (slow: Int) in
            repeated([Observed.value(0.010)], 20 - slow) + repeated([.value(0.021)], slow)
        }
        return Samples(
            metric: "response_time", operation: "search",
            blocks: repeated([Block(baseline: side(baseline), candidate: side(slow))], blocks))
    }

    @Test(
        "the share above twice the baseline's median is compared, in points",
        arguments: [(0, 0, Verdict.pass), (3, 1, .violation), (1, 0, .violation)])
    func shares(slow: Int, baseline: Int, verdict: Verdict) throws {
        let samples = samples(40, slow: slow, of: baseline)
        let judgement = try judged(tail, regress(pairs: 20), run(.regress, samples))
        #expect(judgement.verdict == verdict)
        #expect(judgement.numbers.scale == .unit(.share))
        #expect(try #require(judgement.numbers.candidate).isClose(to: Double(slow) / 20))
        #expect(try #require(judgement.numbers.baseline).isClose(to: Double(baseline) / 20))
        #expect(judgement.said.first == "above 20 ms, twice the baseline's median")
        #expect(judgement.saidLimit == "<= +1 % of requests")
    }

    @Test("what the baseline has too is none of the candidate's")
    func both() throws {
        let numbers = try judged(tail, regress(pairs: 20), run(.regress, samples(40, slow: 1, of: 1))).numbers
        #expect(numbers.estimate == 0)
        // 40 of 800, and at the last look as many as that may be a little more.
        #expect((0.01...0.03).contains(try #require(numbers.upper)))
    }

    @Test("exactly twice the median is not above it")
    func boundary() throws {
        let twice = repeated([Observed.value(0.020)], 20)
        let block = Block(baseline: repeated([.value(0.010)], 20), candidate: twice)
        let samples = Samples(metric: "response_time", operation: "search", blocks: repeated([block], 40))
        #expect(try judged(tail, regress(pairs: 20), run(.regress, samples)).numbers.candidate == 0)
    }

    @Test("too few requests without a slow one are no pass")
    func tooFew() throws {
        let few = Samples(
            metric: "response_time", operation: "search",
            blocks: repeated([Block(baseline: [.value(0.01)], candidate: [.value(0.01)])], 40))
        let judgement = try judged(tail, regress(), run(.regress, few))
        let detail = "no slow request among 40 of the candidate, and these are too few to show +1 %"
        #expect(judgement.verdict.inWords == inconclusive(.tooFewSamples, detail))
    }

    @Test("a change in percent of the tail itself is not what the rule says")
    func otherLimits() throws {
        let judgement = try judged(
            rule(.tail, responseTime, fivePercent), regress(pairs: 20), run(.regress, samples(40, slow: 0)))
        #expect(judgement.verdict.reason == .notEvaluated)
    }
}
