import GateModel

/// One judgement for each operation, each repeat that one promises, and each error case, over all the inputs that were
/// compared.
func answersJudged(
    _ run: CompatRun, _ stage: Stage, in pipeline: Pipeline, _ groups: DifferenceGroups,
    _ shortfall: MissingEvidence
) -> [Judgement] {
    let demanded = stage.declaredAnswers(in: pipeline)
    let operations = demanded + run.probes.map(\.operation).filter { !demanded.contains($0) }
    return operations.map { kept($0, run, stage, groups, shortfall) }
}

extension Stage {
    /// Operations that are declared, and the repeats that they promise.
    func declaredAnswers(in pipeline: Pipeline) -> [String] {
        operations + operations.compactMap { pipeline.operation($0)?.repeated?.name }
    }
}

private func kept(
    _ operation: String, _ run: CompatRun, _ stage: Stage, _ groups: DifferenceGroups,
    _ shortfall: MissingEvidence
) -> Judgement {
    let own = run.differences.filter { $0.contract == .answers && $0.operation == operation }
    let breaking = own.count { $0.severity == .breaking }
    let probe = run.probes.first { $0.operation == operation }
    var numbers = Judgement.Numbers.differences(breaking)
    var verdict = Verdict.inconclusive(Inconclusive(.noSamples, "no answer was compared"))
    if let probe, probe.inputs > 0 {
        numbers.samples = .inputs(count: probe.inputs)
        verdict = .pass
    }
    if let failure = probe?.failure { verdict = .inconclusive(failure) }
    if breaking > 0 { verdict = .violation }
    var notes = own.filter { $0.severity != .breaking }.map { Note.difference(Note.SeenDifference($0)) }
    if let output = probe?.output { notes.append(.output(text: OutsideText(output))) }
    if let cause = groups.causes[operation] { notes.append(.followsFrom(judgement: cause.judgementID)) }
    return Judgement(
        id: "compat/answers/\(operation)", stage: .compat, position: stage.position, operation: operation,
        demand: .promise(PromiseDemand(.answers)), verdict: shortfall.verdict(verdict), blocks: true,
        numbers: numbers, notes: notes)
}
