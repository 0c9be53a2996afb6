import GateModel
import Judging
import Testing

@Suite struct GateJudgingTests {
    private let running = Revision(
        commit: ObjectID(hex: String(repeating: "9", count: 40))!,
        tree: ObjectID(hex: String(repeating: "a", count: 40))!,
        summary: "runs")

    private func result(
        _ relation: Lineage.Relation, knowsChanges: Bool = true, lost: [String] = [], edited: [String] = [],
        requiresDescent: Bool = true
    ) -> StageResult {
        let lineage = Lineage(
            running: running, relation: relation, knowsChanges: knowsChanges, lostChanges: lost,
            editedChanges: edited, requiresDescent: requiresDescent)
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
            result.judgements[0].notes
                == [.changesLost(names: [OutsideText("20260714-index")]), .hint(.bringInWhatRuns)])
    }

    @Test("a change directory with other content is a violation always")
    func edited() {
        let result = result(.descendant, edited: ["20260714-index"], requiresDescent: false)
        #expect(result.verdict == .violation)
        #expect(result.judgements[0].verdict == .pass)
        #expect(
            result.judgements[1].notes
                == [.changesEdited(names: [OutsideText("20260714-index")]), .hint(.addAnotherChange)])
    }

    @Test("where nobody knows the change directories of what runs, nothing says that none is lost")
    func unknownChanges() {
        let result = result(.descendant, knowsChanges: false, requiresDescent: false)
        #expect(result.judgements.map(\.id) == ["gate/changes-unknown", "gate/not-a-descendant"])
        #expect(
            result.verdict.inWords
                == inconclusive(
                    .notEvaluated,
                    "the pipeline file of what runs, which says where its change directories are, cannot be read; 'pawl log "
                        + "adopt' a revision whose file can be"))
    }

    @Test("a log that judged code damaged is no evidence")
    func logDamaged() {
        let result = judgeGate(.logDamaged, in: pipeline())
        #expect(result.judgements.map(\.id) == ["gate/log-damaged"])
        #expect(
            result.verdict.inWords
                == inconclusive(
                    .subjectChanged, "the log was damaged while judged code ran that nothing confined"))
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
