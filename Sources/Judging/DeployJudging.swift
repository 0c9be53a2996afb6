import GateModel

/// What stage `deploy` demands: its command ended well, and the environment says that the candidate runs.
///
/// The second is asked only where the pipeline declares `rollback.deployed`, and only of a command that ended well.
func deployJudged(
    _ run: StageRun, _ stage: Stage, in pipeline: Pipeline, _ shortfall: StageShortfall
) -> [Judgement] {
    let ended = exitJudged(run, stage, shortfall)
    guard pipeline.rollback?.deployed != nil, let deploy = run.deploy, deploy.succeeded else {
        return [ended]
    }
    return [ended, effectJudged(deploy.effect, stage, shortfall)]
}

private func exitJudged(_ run: StageRun, _ stage: Stage, _ shortfall: StageShortfall) -> Judgement {
    let verdict: Verdict
    var notes: [String] = []
    if let deploy = run.deploy {
        verdict = deploy.succeeded ? .pass : .violation
        notes = [deploy.end.text] + (deploy.succeeded ? [] : [deploy.output])
    } else {
        verdict = .inconclusive(Inconclusive(.notEvaluated, "the deploy did not run"))
    }
    return judgement(
        "exit", "the deploy command exits with 0", limit: "exit 0", stage, shortfall.verdict(verdict),
        flip: "an exit status has no limit", notes)
}

/// An environment that does not say what runs is no proof that the candidate does.
private func effectJudged(
    _ effect: DeployEffect?, _ stage: Stage, _ shortfall: StageShortfall
) -> Judgement {
    var verdict = Verdict.inconclusive(
        Inconclusive(.notEvaluated, "the environment was not asked what runs"))
    var notes: [String] = []
    if let effect {
        switch effect.found {
        case .revision(let found):
            verdict = found == effect.wanted ? .pass : .violation
            notes = ["'deployed' prints \(found.hex)"]
        case .unknown(let problem):
            verdict = .violation
            notes = ["'deployed' names no revision: \(problem)"]
        }
        if verdict == .violation {
            notes.append(
                "the deploy command ended with exit 0 all the same: make it fail, or wait until it is done")
        }
    }
    return judgement(
        "deployed", "the environment says that the candidate runs",
        limit: effect.map { "prints \($0.wanted.hex)" } ?? "prints the candidate", stage,
        shortfall.verdict(verdict), flip: "what runs has no limit", notes)
}

private func judgement(
    _ name: String, _ demand: String, limit: String, _ stage: Stage, _ verdict: Verdict, flip: String,
    _ notes: [String]
) -> Judgement {
    Judgement(
        id: "deploy/\(name)", stage: .deploy, rule: demand, position: stage.position, operation: nil,
        verdict: verdict, blocks: true, limit: limit,
        finding: Judgement.Finding(scale: .number, flip: .never(flip)), notes: notes)
}

extension ScriptEnd {
    /// `ended with exit 3`
    fileprivate var text: String {
        switch self {
        case .exited, .signalled, .memory, .timedOut, .cancelled: "ended with \(self)"
        case .notStarted, .unknown: description
        }
    }
}
