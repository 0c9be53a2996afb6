import GateModel

/// What stage `deploy` demands: its command ended, and well.
func deployJudged(_ run: StageRun, _ stage: Stage, _ shortfall: StageShortfall) -> Judgement {
    let verdict: Verdict
    var notes: [String] = []
    if let deploy = run.deploy {
        verdict = deploy.succeeded ? .pass : .violation
        notes = ["ended with \(deploy.end)"] + (deploy.succeeded ? [] : [deploy.output])
    } else {
        verdict = .inconclusive(Inconclusive(.notEvaluated, "the deploy did not run"))
    }
    return Judgement(
        id: "deploy/exit", stage: .deploy, rule: "the deploy command exits with 0", position: stage.position,
        operation: nil, verdict: shortfall.verdict(verdict), blocks: true, limit: "exit 0",
        finding: Judgement.Finding(scale: .number, flip: .never("an exit status has no limit")), notes: notes)
}
