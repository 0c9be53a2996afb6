import GateModel

/// One judgement for each contract that is declared to be read off the trees.
func contractsJudged(_ run: CompatRun, _ stage: Stage, _ shortfall: MissingEvidence) -> [Judgement] {
    stage.contracts.map { contractJudged($0.contract, $0.subject, at: $0.position, run, shortfall) }
}

/// The judgement that sums up one contract.
func contractJudged(
    _ contract: Contract, _ subject: String, at position: FilePosition, _ run: CompatRun,
    _ shortfall: MissingEvidence
) -> Judgement {
    let compared = run.contracts.first { $0.contract == contract && $0.subject == subject }
    let own = run.differences.filter { $0.contract == contract && $0.subject == subject }
    let breaking = own.count { $0.severity == .breaking }
    var numbers = Judgement.Numbers.differences(breaking)
    numbers.samples = compared?.note.map { .compared(what: OutsideText($0)) }
    return Judgement(
        id: "compat/\(contract.rawValue)/\(subject)", stage: .compat, position: position, operation: nil,
        demand: .promise(PromiseDemand(contract, subject: subject)),
        verdict: verdict(compared, breaking, shortfall), blocks: true, numbers: numbers,
        notes: own.filter { $0.severity != .breaking }.map { .difference(Note.SeenDifference($0)) })
}

/// A break that was seen counts whatever else was not; without one, all must have been compared.
private func verdict(_ run: ContractRun?, _ breaking: Int, _ shortfall: MissingEvidence) -> Verdict {
    if breaking > 0 { return shortfall.verdict(.violation) }
    guard let run else {
        return shortfall.verdict(.inconclusive(Inconclusive(.notEvaluated, "it was not compared")))
    }
    return run.failure.map { .inconclusive($0) } ?? shortfall.verdict(.pass)
}
