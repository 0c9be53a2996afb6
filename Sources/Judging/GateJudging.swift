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
            changesJudged(lineage, position) + [descentJudged(lineage, position)]
        case .failedTwice(let step, let detail): [failureJudged(step, detail, position)]
        case .logDamaged: [damageJudged(position)]
        }
    return StageResult(stage: .gate, judgements: judgements, seconds: 0)
}

private func changesJudged(_ lineage: Lineage, _ position: FilePosition) -> [Judgement] {
    guard lineage.knowsChanges else {
        let why = Inconclusive(
            .notEvaluated,
            "the pipeline file of what runs, which says where its change directories are, cannot be read; 'pawl log adopt' a "
                + "revision whose file can be")
        return [judgement("changes-unknown", .keepsChanges, .inconclusive(why), position, [])]
    }
    func judged(_ name: String, _ changed: [String], _ notes: ([OutsideText]) -> [Note]) -> Judgement {
        judgement(
            name, .keepsChanges, changed.isEmpty ? .pass : .violation, position,
            changed.isEmpty ? [] : notes(changed.map { OutsideText($0) }))
    }
    return [
        judged("change-lost", lineage.lostChanges) { [.changesLost(names: $0), .hint(.bringInWhatRuns)] },
        judged("change-edited", lineage.editedChanges) {
            [.changesEdited(names: $0), .hint(.addAnotherChange)]
        },
    ]
}

private func damageJudged(_ position: FilePosition) -> Judgement {
    let why = Inconclusive(
        .subjectChanged, "the log was damaged while judged code ran that nothing confined")
    return judgement("log-damaged", .keepsLog, .inconclusive(why), position, [])
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
