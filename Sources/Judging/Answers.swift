import GateModel

/// What stage `compat` demands by itself: the candidate keeps every answer that the baseline gives.
///
/// Each breaking difference is a violation of its own; an operation without one is a pass that says how many answers
/// were compared; an operation that was never compared is inconclusive.
func answersJudged(_ run: StageRun, _ stage: Stage) -> [Judgement] {
    let breaking = run.differences.filter { $0.severity == .breaking }.map { judgement($0, stage) }
    let operations = stage.operations + run.probes.map(\.operation).filter { !stage.operations.contains($0) }
    let judged = operations.map { operation in
        keeping(operation, run, stage)
    }
    return breaking + judged
}

private func judgement(_ difference: Difference, _ stage: Stage) -> Judgement {
    let place = difference.place.isEmpty ? "" : difference.place.replacing("/", with: ".")
    let id = "compat/\(difference.kind.rawValue)/\(difference.operation)" + (place.isEmpty ? "" : "/" + place)
    let notes = [
        "baseline: \(difference.baseline)", "candidate: \(difference.candidate)",
        "in \(difference.seen) of \(difference.compared) answers",
    ]
    return Judgement(
        id: id, stage: .compat, rule: "answers keep what the baseline promises", position: stage.position,
        operation: difference.operation, verdict: .violation, blocks: true,
        limit: "no breaking difference\(difference.place.isEmpty ? "" : " at \(difference.place)")",
        finding: Judgement.Finding(scale: .number, estimate: Double(difference.seen)), notes: notes)
}

private func keeping(_ operation: String, _ run: StageRun, _ stage: Stage) -> Judgement {
    let inputs = run.probes.first { $0.operation == operation }?.inputs ?? 0
    let own = run.differences.filter { $0.operation == operation }
    let breaking = own.count { $0.severity == .breaking }
    let verdict: Verdict
    if let small = run.counts.first(where: { $0.isShort }) {
        verdict = .inconclusive(Inconclusive(.dataSetTooSmall, small.shortfallText))
    } else if breaking > 0 {
        verdict = .violation
    } else if let failure = run.failure {
        verdict = .inconclusive(failure)
    } else if inputs == 0 {
        verdict = .inconclusive(Inconclusive(.noSamples, "no answer was compared"))
    } else {
        verdict = .pass
    }
    let others = own.filter { $0.severity != .breaking }.map { difference in
        "\(difference.severity.rawValue): \(difference.kind.rawValue) \(difference.place): "
            + "\(difference.baseline) → \(difference.candidate)"
    }
    return Judgement(
        id: "compat/answers/\(operation)", stage: .compat, rule: "answers keep what the baseline promises",
        position: stage.position, operation: operation, verdict: verdict, blocks: true,
        limit: "no breaking difference",
        finding: Judgement.Finding(scale: .number, estimate: Double(breaking), samples: "\(inputs) inputs"),
        notes: others)
}
