import GateModel
import Testing

@testable import Judging

/// What starts and warm-ups took is judged by itself, neither hidden nor part of the steady state.
struct WarmUpJudgingTests {
    private let warmUp = rule(.warmup, responseTime, fivePercent)

    private func measured(_ ratio: Double, blocks: Int = 8) -> StageRun {
        var warmUps = ratios(repeated([ratio], blocks), of: 0.3)
        warmUps = Samples(
            metric: "warmup(response_time)", operation: "search", blocks: warmUps.blocks)
        return run(.regress, ratios(repeated([1], blocks)), warmUps)
    }

    @Test(
        "a slow warm-up is a violation while the steady state passes",
        arguments: [(1.0, Verdict.pass), (2.0, .violation)])
    func slow(ratio: Double, verdict: Verdict) throws {
        let run = measured(ratio)
        let judgement = try judged(warmUp, regress(), run)
        #expect(judgement.verdict == verdict)
        #expect(try #require(judgement.numbers.estimate).isClose(to: ratio))
        #expect(try #require(judgement.numbers.candidate).isClose(to: 0.3 * ratio))
        #expect(try judged(rule(.median, responseTime, fivePercent), regress(), run).verdict == .pass)
    }

    @Test("there is one number a block, whatever the pairs")
    func onePerBlock() throws {
        #expect(try judged(warmUp, regress(pairs: 10), measured(1)).verdict == .pass)
    }

    @Test("a warm-up that was not over is no reason not to judge what it took")
    func unsettled() throws {
        var run = measured(2)
        run.blocks.unsettled = [Unsettled(operation: "search", side: .candidate, blocks: 8)]
        #expect(try judged(warmUp, regress(), run).verdict == .violation)
        #expect(
            try judged(rule(.median, responseTime, fivePercent), regress(), run).verdict.reason
                == .notSettled)
    }

    @Test("without the samples it is no pass")
    func missing() throws {
        let run = run(.regress, ratios(repeated([1], 8)))
        #expect(
            try judged(warmUp, regress(), run).verdict.inWords
                == inconclusive(.noSamples, "'warmup(response_time)' was not measured"))
    }

    @Test("the time to ready is one of the service", arguments: [(1.0, Verdict.pass), (1.5, .violation)])
    func ready(ratio: Double, verdict: Verdict) throws {
        let ready = Metric(.readyTime)
        let judgement = try judged(
            rule(.median, ready, fivePercent), regress(pairs: 10),
            run(.regress, ratios(repeated([ratio], 8), of: 0.4, ready)))
        #expect(judgement.verdict == verdict)
    }
}
