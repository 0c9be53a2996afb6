import GateModel
import Judging
import Testing

@Suite struct GateJudgingTests {
    private let running = Revision(
        commit: ObjectID(hex: String(repeating: "9", count: 40))!,
        tree: ObjectID(hex: String(repeating: "a", count: 40))!,
        summary: "runs")

    private func result(
        _ relation: Lineage.Relation, lost: [String] = [], requiresDescent: Bool = true
    ) -> StageResult {
        let lineage = Lineage(
            running: running, relation: relation, lostChanges: lost, requiresDescent: requiresDescent)
        return judgeGate(.lineage(lineage), in: pipeline())
    }

    @Test(
        "what runs, or what descends from it with all its changes, passes",
        arguments: [.same, .descendant] as [Lineage.Relation])
    func leadsOn(relation: Lineage.Relation) {
        let result = result(relation)
        #expect(result.verdict == .pass)
        #expect(
            result.judgements.map(\.id) == [
                "gate/change-lost", "gate/change-edited", "gate/not-a-descendant",
            ])
    }

    @Test(
        "what does not descend from what runs is a violation, unless it is only to be noted",
        arguments: [.ancestor, .diverged] as [Lineage.Relation])
    func doesNot(relation: Lineage.Relation) {
        #expect(result(relation).verdict == .violation)
        let noted = result(relation, requiresDescent: false)
        #expect(noted.judgements[2].verdict == .violation && !noted.judgements[2].blocks)
        #expect(noted.verdict == .pass)
    }

    @Test("too little history is no pass")
    func unknown() {
        #expect(
            result(.unknown).verdict.inWords
                == inconclusive(
                    .notEvaluated, "this clone has too little history to see it; fetch more of it"))
    }

    @Test("a change directory that is gone is a violation always")
    func lost() {
        let result = result(.diverged, lost: ["20260714-index"], requiresDescent: false)
        #expect(result.verdict == .violation)
        #expect(
            result.judgements[0].notes == [.changesLost(names: ["20260714-index"]), .hint(.bringInWhatRuns)])
    }

    @Test("what fails twice where the baseline does not is a violation with a title of its own")
    func failedTwice() {
        for (step, id) in [(GateRun.Step.build, "gate/build-failed"), (.start, "gate/start-failed")] {
            let result = judgeGate(
                .failedTwice(step: step, detail: OutsideText("exit 2; it printed: no such file")),
                in: pipeline())
            #expect(result.verdict == .violation)
            #expect(result.judgements.map(\.id) == [id])
            #expect(
                result.judgements[0].notes == [.output(text: OutsideText("exit 2; it printed: no such file"))]
            )
        }
    }
}
