import GateModel
import Testing

@testable import Judging

struct GateVerdictTests {
    private let scaled = stage(
        scale(3), [rule(.max, responseTime, atMost(1), id: "scale/max", on: ["search", "history"])])
    private let compat = stage(.compat(Stage.Compat(probesErrors: false)))

    private func judgement(_ id: String, _ stage: StageName, _ verdict: Verdict, blocks: Bool = true)
        -> Judgement
    {
        Judgement(
            id: id, stage: stage, position: here, operation: nil, demand: .stage(.steadiness),
            verdict: verdict, blocks: blocks, numbers: Judgement.Numbers(scale: .number))
    }

    private func result(_ stage: StageName, _ judgements: [(String, Verdict)]) -> StageResult {
        StageResult(stage: stage, judgements: judgements.map { judgement($0.0, stage, $0.1) }, seconds: 1)
    }

    private var answers: StageResult { result(.compat, [("compat/answers/search", .pass)]) }

    @Test("all stages and all rules on all operations are a pass")
    func complete() {
        let all = result(.scale, [("scale/max/search", .pass), ("scale/max/history", .pass)])
        #expect(verdict(of: [answers, all], for: [compat, scaled]) == .pass)
    }

    @Test("a stage that did not run is inconclusive")
    func missingStage() {
        #expect(
            verdict(of: [answers], for: [compat, scaled])
                == inconclusive(.notEvaluated, "stage 'scale' did not run"))
    }

    @Test("a rule that was not judged on one operation is inconclusive")
    func missingRule() {
        #expect(
            verdict(of: [result(.scale, [("scale/max/search", .pass)])], for: [scaled])
                == inconclusive(.notEvaluated, "rule 'scale/max/history' was not judged"))
    }

    @Test("nothing declared, or nothing judged, is inconclusive")
    func nothing() {
        #expect(verdict(of: [], for: []) == inconclusive(.notEvaluated, "no stage was declared"))
        #expect(
            verdict(of: [result(.compat, [])], for: [compat])
                == inconclusive(.nothingJudged, "stage 'compat' judged nothing"))
    }

    @Test("a gate in which no rule that blocks was judged is inconclusive")
    func onlyObserved() {
        let observed = StageResult(
            stage: .compat, judgements: [judgement("compat/answers/search", .compat, .pass, blocks: false)],
            seconds: 1)
        #expect(observed.verdict == .pass)
        #expect(
            verdict(of: [observed], for: [compat])
                == inconclusive(
                    .nothingJudged, "no rule that blocks was judged; declare one without 'mode: observe'"))
        let all = result(.scale, [("scale/max/search", .pass), ("scale/max/history", .pass)])
        #expect(verdict(of: [observed, all], for: [compat, scaled]) == .pass)
    }

    @Test("a stage that measures only what runs, and the gate's own checks, show nothing of the candidate")
    func nothingOfCandidate() {
        let steady = result(.baseline, [("baseline/steadiness", .pass)])
        let comesUp = result(.gate, [("gate/not-a-descendant", .pass)])
        #expect(
            verdict(of: [comesUp, steady], for: [stage(.baseline(cycles: 5))])
                == inconclusive(
                    .nothingJudged, "no rule that blocks was judged; declare one without 'mode: observe'"))
    }

    @Test("the worst of no verdict is no pass")
    func worstOfNothing() {
        #expect(Verdict.worst([]) == inconclusive(.nothingJudged, "nothing was judged"))
    }

    @Test("violation comes before inconclusive, and either before what did not run")
    func worst() {
        let noisy = Inconclusive(.tooNoisy, "undecided after 40 blocks")
        let unclear = result(.compat, [("compat/answers/search", .inconclusive(noisy))])
        #expect(verdict(of: [unclear], for: [compat, scaled]) == .inconclusive(noisy))
        let violated = result(.scale, [("scale/max/search", .violation)])
        #expect(verdict(of: [unclear, violated], for: [compat, scaled]) == .violation)
        let mixed = result(.scale, [("a", .pass), ("b", .inconclusive(noisy)), ("c", .violation)])
        #expect(mixed.verdict == .violation)
    }
}
