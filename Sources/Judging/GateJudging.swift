package import GateModel

/// What a gate demands of a candidate beside all stages: that it leads on from what runs, where it would be deployed, and that it
/// comes up at all.
///
/// Pure, as ``judge(_:of:in:after:with:)`` is.
package func judgeGate(_ run: GateRun, in pipeline: Pipeline) -> StageResult {
    let position =
        pipeline.deployment?.stage.position ?? FilePosition(file: pipeline.path, line: 1, column: 1)
    let judgements =
        switch run {
        case .lineage(let lineage):
            [lossJudged(lineage, position), editsJudged(lineage, position), descentJudged(lineage, position)]
        case .failedTwice(let step, let detail): [failureJudged(step, detail, position)]
        }
    return StageResult(stage: .gate, judgements: judgements, seconds: 0)
}

private func lossJudged(_ lineage: Lineage, _ position: FilePosition) -> Judgement {
    let lost = lineage.lostChanges
    return judgement(
        "change-lost", .keepsChanges, lost.isEmpty ? .pass : .violation, position,
        lost.isEmpty ? [] : [.changesLost(names: lost), .hint(.bringInWhatRuns)])
}

private func editsJudged(_ lineage: Lineage, _ position: FilePosition) -> Judgement {
    let edited = lineage.editedChanges
    return judgement(
        "change-edited", .keepsChanges, edited.isEmpty ? .pass : .violation, position,
        edited.isEmpty ? [] : [.changesEdited(names: edited), .hint(.addAnotherChange)])
}

private func descentJudged(_ lineage: Lineage, _ position: FilePosition) -> Judgement {
    let verdict: Verdict
    var notes: [Note] = []
    switch lineage.relation {
    case .same, .descendant: verdict = .pass
    case .ancestor:
        verdict = .violation
        notes = [.lineage(relation: .ancestor), .hint(.rollBackInstead)]
    case .diverged:
        verdict = .violation
        notes = [.lineage(relation: .diverged), .hint(.bringInWhatRuns)]
    case .unknown:
        verdict = .inconclusive(
            Inconclusive(.notEvaluated, "this clone has too little history to see it; fetch more of it"))
    }
    return judgement(
        "not-a-descendant", .descends(from: lineage.running.commit), verdict, position, notes,
        blocks: lineage.requiresDescent)
}

private func failureJudged(
    _ step: GateRun.Step, _ detail: OutsideText, _ position: FilePosition
) -> Judgement {
    let name =
        switch step {
        case .build: "build-failed"
        case .start: "start-failed"
        }
    return judgement(name, .comesUp(step: step), .violation, position, [.output(text: detail)])
}

private func judgement(
    _ name: String, _ demand: StageDemand, _ verdict: Verdict, _ position: FilePosition, _ notes: [Note],
    blocks: Bool = true
) -> Judgement {
    Judgement(
        id: "gate/\(name)", stage: .gate, position: position, operation: nil, demand: .stage(demand),
        verdict: verdict, blocks: blocks,
        numbers: Judgement.Numbers(scale: .number, flip: .never(.noLimit)), notes: notes)
}
