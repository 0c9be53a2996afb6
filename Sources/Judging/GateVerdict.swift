package import GateModel

/// The verdict of all stages that were declared up to the deploy, as far as they have results.
///
/// A declared stage without a result, or a declared rule without a judgement, is inconclusive, so that
/// nothing passes by not having been looked at; and so is a gate in which nothing that blocks was judged of the candidate. After
/// anything but a pass the stages behind it need no result.
package func verdict(of results: [StageResult], for stages: [Stage]) -> Verdict {
    guard !stages.isEmpty else { return notEvaluated("no stage was declared") }
    let worst = Verdict.worst(results.map(\.verdict))
    guard worst == .pass || results.isEmpty else { return worst }
    for stage in stages {
        guard let result = results.first(where: { $0.stage == stage.name }) else {
            return notEvaluated("stage '\(stage.name.rawValue)' did not run")
        }
        let judged = Set(result.judgements.map(\.id))
        for id in stage.rules.flatMap(\.judgementIDs) where !judged.contains(id) {
            return notEvaluated("rule '\(id)' was not judged")
        }
    }
    let ofCandidate = results.lazy.filter { $0.stage.looksAtCandidate }.flatMap(\.judgements)
    guard ofCandidate.contains(where: { $0.blocks && $0.verdict == .pass }) else {
        return .inconclusive(
            Inconclusive(
                .nothingJudged, "no rule that blocks was judged; declare one without 'mode: observe'"))
    }
    return .pass
}

private func notEvaluated(_ detail: String) -> Verdict { .inconclusive(Inconclusive(.notEvaluated, detail)) }

extension StageName {
    /// `baseline` measures only what runs, and the gate's own checks measure nothing.
    fileprivate var looksAtCandidate: Bool {
        switch self {
        case .gate, .baseline: false
        case .compat, .regress, .memory, .scale, .check, .deploy, .watch: true
        }
    }
}

extension Rule {
    /// The ids of its judgements: one for each operation, or its own for the service as a whole.
    fileprivate var judgementIDs: [String] {
        operations.isEmpty ? [judgementID(nil)] : operations.map(judgementID)
    }

    /// `regress/median-response_time-rel/search`
    func judgementID(_ operation: String?) -> String { operation.map { "\(id)/\($0)" } ?? id }
}
