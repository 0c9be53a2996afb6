import DecisionLog
import GateModel

/// What a decision records of the fact that its candidate was rolled back here before.
///
/// - Returns: Nil where it was not, and nobody gave a reason.
/// - Throws: ``OrchestrationError/rolledBackBefore(_:environment:entry:)`` where it was, and nobody says why it is to be
///   deployed again; `enforce: no` deploys nothing, and needs no reason.
func repeatedDeploy(
    of plan: Plan, _ request: GateRequest, in session: CommandContext
) throws -> DecisionRecord.RepeatedDeploy? {  // nil: it is none
    let log = try session.log(of: plan.environment).open()
    let left = try log.history(of: plan.pipeline.name).rolledBack(plan.candidate)
    if let reason = request.retryReason {
        return DecisionRecord.RepeatedDeploy(reason: reason, leaves: left.map { [$0.leafHex] } ?? [])
    }
    if let left, plan.enforces {
        throw OrchestrationError.rolledBackBefore(
            plan.candidate.commit, environment: plan.environment, entry: left.index)
    }
    return nil
}

/// `this revision was rolled back here, entry 5; deploying it again takes --retry-reason`
func rolledBackNote(_ head: LogHead) -> String {
    "this revision was rolled back here, entry \(head.index); deploying it again takes --retry-reason"
}
