import GateModel

/// What stage `deploy` demands: its command ended well, and the environment says that the candidate runs.
///
/// The second is asked only where the pipeline declares `rollback.deployed`, and only of a command that ended well.
func deployJudged(
    _ deploy: DeployRun?, _ stage: Stage, in pipeline: Pipeline, _ shortfall: MissingEvidence
) -> [Judgement] {
    let ended = exitJudged(deploy, stage, shortfall)
    guard let deploy, deploy.succeeded, deploy.effect != nil || pipeline.rollback?.deployed != nil else {
        return [ended]
    }
    return [ended, effectJudged(deploy.effect, stage, shortfall)]
}

private func exitJudged(_ deploy: DeployRun?, _ stage: Stage, _ shortfall: MissingEvidence) -> Judgement {
    let verdict: Verdict
    var notes: [Note] = []
    if let deploy {
        verdict = deploy.succeeded ? .pass : .violation
        notes = [.ended(how: deploy.end)]
        if !deploy.succeeded { notes.append(.output(text: OutsideText(deploy.output))) }
    } else {
        verdict = .inconclusive(Inconclusive(.notEvaluated, "the deploy did not run"))
    }
    return judgement(
        "exit", .deployExit, stage, shortfall.verdict(verdict), flip: .exitStatus, notes)
}

/// An environment that does not say what runs is no proof that the candidate does.
private func effectJudged(
    _ effect: DeployEffect?, _ stage: Stage, _ shortfall: MissingEvidence
) -> Judgement {
    var verdict = Verdict.inconclusive(
        Inconclusive(.notEvaluated, "the environment was not asked what runs"))
    var notes: [Note] = []
    if let effect {
        switch effect.found {
        case .revision(let found):
            verdict = found == effect.wanted ? .pass : .violation
            notes = [.deployed(revision: found)]
        case .unknown(let problem):
            verdict = .violation
            notes = [.deployedUnknown(problem: OutsideText(problem))]
        }
        if verdict == .violation { notes.append(.hint(.failTheDeploy)) }
    }
    return judgement(
        "deployed", .deployedRevision(candidate: effect?.wanted), stage, shortfall.verdict(verdict),
        flip: .whatRuns, notes)
}

private func judgement(
    _ name: String, _ demand: StageDemand, _ stage: Stage, _ verdict: Verdict, flip: LimitSensitivity.Fixed,
    _ notes: [Note]
) -> Judgement {
    Judgement(
        id: "deploy/\(name)", stage: .deploy, position: stage.position, operation: nil,
        demand: .stage(demand), verdict: verdict, blocks: true,
        numbers: Judgement.Numbers(scale: .number, flip: .never(flip)), notes: notes)
}
