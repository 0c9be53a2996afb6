import GateModel

/// What stage `compat` demands by itself: the candidate keeps every promise that the baseline makes.
///
/// Each breaking difference is a violation of its own, whatever else happened: it was seen. Beside them every
/// operation and every declared contract has one judgement that says what was compared; one that was never compared is
/// inconclusive.
func compatJudged(
    _ run: CompatRun, _ stage: Stage, in pipeline: Pipeline, _ shortfall: MissingEvidence
) -> [Judgement] {
    let declared = Set(stage.declaredAnswers(in: pipeline))
    let groups = DifferenceGroups(run.differences, declared: declared)
    return zip(groups.leaders, groups.others).map { broken($0, stage, others: $1) }
        + answersJudged(run, stage, in: pipeline, groups, shortfall) + contractsJudged(run, stage, shortfall)
        + rollbackJudged(run, stage, in: pipeline, shortfall)
}

/// - Parameter others: Operations that show the same, and have no judgement of their own for it.
private func broken(_ difference: Difference, _ stage: Stage, others: [String]) -> Judgement {
    var notes: [Note] = []
    if !difference.baseline.isEmpty || !difference.candidate.isEmpty {
        notes.append(
            .differing(
                baseline: OutsideText(difference.baseline), candidate: OutsideText(difference.candidate)))
    }
    if difference.contract == .answers {
        notes.append(.seen(count: difference.seen, of: difference.compared))
    }
    if let text = difference.text { notes.append(.meaning(text: OutsideText(text))) }
    if let output = difference.output { notes.append(.output(text: OutsideText(output))) }
    if !others.isEmpty { notes.append(.alsoIn(operations: others)) }
    return Judgement(
        id: difference.judgementID, stage: .compat, position: stage.position(of: difference),
        operation: difference.operation, demand: .promise(difference.promise), verdict: .violation,
        blocks: true, numbers: .differences(difference.seen), notes: notes)
}

extension Difference {
    var judgementID: String { "compat/" + fingerprint }
}

extension Judgement.Numbers {
    static func differences(_ count: Int) -> Judgement.Numbers {
        Judgement.Numbers(
            scale: .number, estimate: Double(count), flip: .never(.promise))
    }
}

extension Stage {
    /// Where it is declared that what differs must not.
    fileprivate func position(of difference: Difference) -> FilePosition {
        contracts.first { $0.contract == difference.contract && $0.subject == difference.subject }?.position
            ?? position
    }

    var contracts: [DeclaredContract] {
        switch kind {
        case .compat(let settings): settings.contracts
        case .baseline, .regress, .memory, .scale, .check, .deploy, .watch: []
        }
    }
}
