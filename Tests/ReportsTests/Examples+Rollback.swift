import GateModel
import Reports

extension Examples {
    static let rollbackPlan = RollbackPlan(
        from: candidate, to: baseline,
        steps: [
            step(1, .redeploy, "redeploy"),
            step(2, .revert(change: "20260720-cache"), "20260720-cache/revert"),
            step(3, .revert(change: "20260714-payment-index"), "20260714-payment-index/revert"),
            step(4, .verify, "verify"),
        ],
        leftForPeople: [], budget: .seconds(120))

    static func step(_ number: Int, _ action: RollbackStep.Action, _ script: String) -> RollbackStep {
        RollbackStep(
            number: number, action: action,
            script: RollbackStep.Script(
                path: "rollback/membership/\(script)", commit: candidate.commit, blob: id("c\(number)"),
                sha256: digits("d\(number)", 64)),
            applied: nil, timeout: .seconds(30))
    }

    static func report(
        _ outcome: RollbackReport.Outcome, _ results: [RollbackReport.StepResult],
        _ fingerprints: RollbackReport.Fingerprints? = nil
    ) -> RollbackReport {
        RollbackReport(
            plan: rollbackPlan, results: results, outcome: outcome, seconds: 12.34, fingerprints: fingerprints
        )
    }

    static func result(
        _ number: Int, _ end: StepEnd, _ seconds: Double, output: String = ""
    ) -> RollbackReport.StepResult {
        RollbackReport.StepResult(number: number, end: end, seconds: seconds, output: output)
    }

    static let exit0 = StepEnd.ran(end: .exited(status: 0))
}
