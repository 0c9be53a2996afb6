import GateModel

/// What stage `compat` demands by itself: the candidate keeps every promise that the baseline makes.
///
/// Each breaking difference is a violation of its own, whatever else happened: it was seen. Beside them every
/// operation and every declared contract has one judgement that says what was compared; one that was never compared is
/// inconclusive.
func compatJudged(
    _ run: StageRun, _ stage: Stage, in pipeline: Pipeline, _ shortfall: StageShortfall
) -> [Judgement] {
    run.differences.filter { $0.severity == .breaking }.map { broken($0, stage) }
        + answersJudged(run, stage, in: pipeline, shortfall) + contractsJudged(run, stage, shortfall)
        + rollbackJudged(run, stage, in: pipeline, shortfall)
}

private func broken(_ difference: Difference, _ stage: Stage) -> Judgement {
    var notes: [String] = []
    if !difference.baseline.isEmpty || !difference.candidate.isEmpty {
        notes += ["baseline: \(difference.baseline)", "candidate: \(difference.candidate)"]
    }
    if difference.contract == .answers {
        notes.append("in \(difference.seen) of \(difference.compared) answers")
    }
    if let text = difference.text { notes.append(text) }
    return Judgement(
        id: "compat/" + difference.fingerprint, stage: .compat, rule: difference.contract.demand,
        position: stage.position(of: difference), operation: difference.operation, verdict: .violation,
        blocks: true,
        limit: "no breaking difference\(difference.place.isEmpty ? "" : " at \(difference.place)")",
        finding: .differences(difference.seen), difference: difference.name, notes: notes)
}

extension Contract {
    /// What is asked of the candidate, in words.
    var demand: String {
        switch self {
        case .answers: "answers keep what the baseline promises"
        case .rollback: "the baseline runs on what the candidate leaves behind"
        case .openapi, .python, .swift, .protobuf, .abi, .sql, .command:
            "\(rawValue) keeps what the baseline promises"
        }
    }
}

extension Judgement.Finding {
    static func differences(_ count: Int) -> Judgement.Finding {
        Judgement.Finding(
            scale: .number, estimate: Double(count), flip: .never("a promise has no limit"))
    }
}

extension Difference {
    /// As a line of the judgement that sums up: `warning: header-changed etag: a → b`.
    var note: String {
        let what = [kind.rawValue, operation, place].filter { !$0.isEmpty }
        let name = (contract == .answers ? [kind.rawValue, place] : what).joined(separator: " ")
        return "\(severity.rawValue): \(name): " + (text ?? "\(baseline) → \(candidate)")
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
        case .baseline, .regress, .memory, .scale, .deploy, .watch: []
        }
    }
}
