import GateModel
import Testing

@testable import Judging

struct UnsettledTests {
    private func verdict(_ rule: Rule, unsettledIn blocks: Int, of all: Int, on side: Side) throws -> Verdict
    {
        var run = run(.regress, ratios(repeated([1.0], all)), ratios(repeated([1.0], all), of: 90, score))
        run.blocks.unsettled = [Unsettled(operation: "search", side: side, blocks: blocks)]
        return try judged(rule, regress(), run).verdict
    }

    @Test(
        "times of a side that had not settled in most blocks are never a pass",
        arguments: [Side.baseline, .candidate])
    func times(side: Side) throws {
        let detail = "the \(side.rawValue) still got faster at the end of the warm-up in 5 of 8 blocks"
        for rule in [
            rule(.median, responseTime, fivePercent), rule(.quantile(0.5), responseTime, atMost(1)),
        ] {
            #expect(
                try verdict(rule, unsettledIn: 5, of: 8, on: side).inWords
                    == inconclusive(.notSettled, detail))
            #expect(try verdict(rule, unsettledIn: 4, of: 8, on: side) == .pass)
        }
    }

    @Test("what is no time does not have to settle")
    func others() throws {
        #expect(try verdict(rule(nil, score, atMost(90)), unsettledIn: 8, of: 8, on: .candidate) == .pass)
    }

    @Test("the baseline against itself has to settle as well")
    func resolution() {
        let baseline = stage(.baseline(cycles: 5))
        let rules = [rule(.median, responseTime, fivePercent, id: "regress/median-response_time-rel")]
        var run = run(.baseline, ratios(repeated([1.001, 0.999], 12)))
        run.blocks.unsettled = [Unsettled(operation: "search", side: .candidate, blocks: 13)]
        let result = judge(run, of: baseline, in: pipeline(baseline, stage(regress(), rules)), after: [])
        #expect(result.judgements.first?.verdict.reason == .notSettled)
    }
}
