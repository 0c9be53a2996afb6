import GateModel

/// What stage `compat` demands by itself: the candidate keeps every answer that the baseline gives.
///
/// Each breaking difference is a violation of its own, whatever else happened: it was seen. Beside them every
/// operation has one judgement that says how many inputs were compared; one that was never compared is
/// inconclusive.
func answersJudged(_ run: StageRun, _ stage: Stage, _ shortfall: StageShortfall) -> [Judgement] {
    let breaking = run.differences.filter { $0.severity == .breaking }.map { broken($0, stage) }
    let operations = stage.operations + run.probes.map(\.operation).filter { !stage.operations.contains($0) }
    return breaking + operations.map { kept($0, run, stage, shortfall) }
}

private let demand = "answers keep what the baseline promises"

private func broken(_ difference: Difference, _ stage: Stage) -> Judgement {
    let place = difference.place.replacing("/", with: ".")
    let id = "compat/\(difference.kind.rawValue)/\(difference.operation)" + (place.isEmpty ? "" : "/" + place)
    let notes = [
        "baseline: \(difference.baseline)", "candidate: \(difference.candidate)",
        "in \(difference.seen) of \(difference.compared) answers",
    ]
    return Judgement(
        id: id, stage: .compat, rule: demand, position: stage.position, operation: difference.operation,
        verdict: .violation, blocks: true,
        limit: "no breaking difference\(difference.place.isEmpty ? "" : " at \(difference.place)")",
        finding: Judgement.Finding(
            scale: .number, estimate: Double(difference.seen), flip: .never("a promise has no limit")),
        notes: notes)
}

private func kept(
    _ operation: String, _ run: StageRun, _ stage: Stage, _ shortfall: StageShortfall
) -> Judgement {
    let own = run.differences.filter { $0.operation == operation }
    let breaking = own.count { $0.severity == .breaking }
    let inputs = run.probes.first { $0.operation == operation }?.inputs
    var finding = Judgement.Finding(
        scale: .number, estimate: Double(breaking), flip: .never("a promise has no limit"))
    var verdict = Verdict.inconclusive(Inconclusive(.noSamples, "no answer was compared"))
    if let inputs, inputs > 0 {
        finding.samples = "\(inputs) inputs"
        verdict = .pass
    }
    if breaking > 0 { verdict = .violation }
    let notes = own.filter { $0.severity != .breaking }.map { difference in
        "\(difference.severity.rawValue): \(difference.kind.rawValue) \(difference.place): "
            + "\(difference.baseline) → \(difference.candidate)"
    }
    return Judgement(
        id: "compat/answers/\(operation)", stage: .compat, rule: demand, position: stage.position,
        operation: operation, verdict: shortfall.verdict(verdict), blocks: true,
        limit: "no breaking difference", finding: finding, notes: notes)
}
