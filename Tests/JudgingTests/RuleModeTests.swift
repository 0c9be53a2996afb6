import GateModel
import Testing

@testable import Judging

struct RuleModeTests {
    private func scaled(_ rule: Rule, _ observed: [Observed]) throws -> (
        judgement: Judgement, verdict: Verdict
    ) {
        let stage = stage(scale(observed.count), [rule])
        let result = judge(
            run(.scale, single(rule.metric, observed)), of: stage, in: pipeline(stage), after: [])
        return (try #require(result.judgements.first), result.verdict)
    }

    @Test("'observe' never blocks, and is judged all the same", arguments: [Observed.value(2), .silent])
    func observe(observed: Observed) throws {
        let (judgement, verdict) = try scaled(rule(.max, responseTime, atMost(1), mode: .observe), [observed])
        #expect(judgement.verdict != .pass)
        #expect(!judgement.blocks)
        #expect(verdict == .pass)
    }

    @Test(
        "'on_inconclusive: warn' lets only what is inconclusive through",
        arguments: [(Observed.silent, false), (.value(2), true)])
    func warnOnInconclusive(observed: Observed, blocks: Bool) throws {
        let judgement = try scaled(rule(.max, responseTime, atMost(1), onInconclusive: .warn), [observed])
            .judgement
        #expect(judgement.blocks == blocks)
    }

    @Test("a stage whose blocking rules took no samples is inconclusive, though each may be undecided")
    func nothingDecided() throws {
        let stage = stage(scale(1), [rule(.max, responseTime, atMost(1), onInconclusive: .warn)])
        let why = Inconclusive(.budgetSpent, "'within: 1ms' was over before it began")
        let result = judge(run(.scale, failure: why), of: stage, in: pipeline(stage), after: [])
        #expect(result.judgements.map(\.id) == ["r/search", "scale/rules"])
        #expect(
            result.verdict.inWords
                == inconclusive(
                    .nothingJudged,
                    "no rule that could block was decided; 'r/search': budget spent: 'within: 1ms' was over "
                        + "before it began"))
    }

    @Test("'on_inconclusive: warn' lets a rule be undecided beside one that is decided")
    func decidedBeside() throws {
        let lenient = rule(.max, score, atMost(1), id: "lenient", onInconclusive: .warn)
        let stage = stage(scale(1), [rule(.max, responseTime, atMost(1)), lenient])
        let result = judge(
            run(.scale, single(responseTime, [.value(0.5)])), of: stage, in: pipeline(stage), after: [])
        #expect(result.judgements.map(\.blocks) == [true, false])
        #expect(result.verdict == .pass)
    }

    @Test(
        "a crossed 'warn' is noted on a pass, and only there",
        arguments: [
            (0.009, Verdict.pass, [String]()), (0.012, .pass, ["warning: beyond <= 10 ms"]),
            (0.016, .violation, []),
        ])
    func warnNote(seconds: Double, expected: Verdict, notes: [String]) throws {
        let (judgement, verdict) = try scaled(
            rule(.max, responseTime, atMost(0.015), warn: atMost(0.010)), [.value(seconds)])
        #expect(judgement.verdict == expected)
        #expect(judgement.said == notes)
        #expect(verdict == expected)
    }

    @Test(
        "a value outside the narrower range of 'warn' is noted on a pass",
        arguments: [(90, []), (86, ["warning: not in 88 … 100"])] as [(Double, [String])])
    func warnRange(value: Double, notes: [String]) throws {
        let (judgement, verdict) = try scaled(
            rule(nil, score, .range(85, 100), warn: .range(88, 100)), [.value(value)])
        #expect(judgement.verdict == .pass)
        #expect(judgement.said == notes)
        #expect(verdict == .pass)
    }

    @Test("the file's own reason is passed on")
    func because() throws {
        let rule = rule(.max, responseTime, atMost(1), because: "members wait at the door")
        #expect(try scaled(rule, [.value(0.1)]).judgement.said == ["because: members wait at the door"])
    }

    @Test("a rule without operations is judged once, for the service as a whole")
    func wholeService() throws {
        let (judgement, _) = try scaled(rule(nil, score, .range(85, 100)), [.value(90)])
        #expect(judgement.id == "r")
        #expect(judgement.operation == nil)
        #expect(judgement.verdict == .pass)
    }
}
