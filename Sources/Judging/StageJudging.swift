package import GateModel

/// Version of the method; it stands in every decision, and changes when the same evidence could be judged otherwise.
package let judgingVersion = "1"

/// Judges all that one stage observed: every declared rule on every operation it names, and what the stage itself
/// demands.
///
/// Pure: the same run and pipeline give the same result anywhere. `earlier` are the runs of the stages before;
/// the baseline's own noise and the repeatability of its counts are read from them.
package func judge(
    _ run: StageRun, of stage: Stage, in pipeline: Pipeline, after earlier: [StageRun]
) -> StageResult {
    let judging = RuleJudging(run: run, stage: stage, pipeline: pipeline, earlier: earlier)
    let ownDemands: [Judgement] =
        switch stage.kind {
        case .baseline: baselineQuality(run, stage, pipeline)
        case .compat: answersJudged(run, stage)
        case .deploy: [deployJudged(run, stage)]
        case .regress, .memory, .scale, .watch: []
        }
    let judgements = ownDemands + stage.rules.flatMap(judging.judgements)
    return StageResult(stage: stage.name, judgements: judgements, seconds: run.seconds)
}

extension StageResult {
    /// Whether more samples could still change a verdict from inconclusive.
    package var isDecided: Bool {
        !judgements.contains { judgement in
            if case .inconclusive(let why) = judgement.verdict { why.reason == .tooFewSamples } else { false }
        }
    }
}

/// The verdict of all stages that were declared up to the deploy, as far as they have results.
///
/// A declared stage without a result, or a declared rule without a judgement, is inconclusive, so that nothing
/// passes by not having been looked at. After a violation the stages behind it need no result.
package func verdict(of results: [StageResult], for stages: [Stage]) -> Verdict {
    let worst = Verdict.worst(results.map(\.verdict))
    guard worst == .pass else { return worst }
    for stage in stages {
        guard let result = results.first(where: { $0.stage == stage.name }) else {
            return .inconclusive(Inconclusive(.notEvaluated, "stage '\(stage.name.rawValue)' did not run"))
        }
        let judged = Set(result.judgements.map(\.id))
        for rule in stage.rules {
            for id in rule.judgementIDs where !judged.contains(id) {
                return .inconclusive(Inconclusive(.notEvaluated, "rule '\(id)' was not judged"))
            }
        }
    }
    return .pass
}

extension Rule {
    /// The ids of its judgements: one for each operation, or its own for the service as a whole.
    var judgementIDs: [String] { operations.isEmpty ? [id] : operations.map { "\(id)/\($0)" } }
}

private func deployJudged(_ run: StageRun, _ stage: Stage) -> Judgement {
    let verdict: Verdict
    if let deploy = run.deploy {
        verdict = deploy.succeeded ? .pass : .violation
    } else {
        verdict = .inconclusive(run.failure ?? Inconclusive(.notEvaluated, "the deploy did not run"))
    }
    let notes = run.deploy.map { ["ended with \($0.end)"] + ($0.succeeded ? [] : [$0.output]) } ?? []
    return Judgement(
        id: "deploy/exit", stage: .deploy, rule: "the deploy command exits with 0", position: stage.position,
        operation: nil, verdict: verdict, blocks: true, limit: "exit 0",
        finding: Judgement.Finding(scale: .number), notes: notes)
}
