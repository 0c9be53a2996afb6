package import DecisionLog
package import GateModel

/// All that a gate came to, for whoever prints it or turns it into an exit code.
package struct GateReport: Sendable {
    package let plan: Plan
    package let results: [StageResult]
    /// The entries that it added to the log, in order.
    package let entries: [LogEntry]
    package let outcome: Outcome

    package init(plan: Plan, results: [StageResult], entries: [LogEntry], outcome: Outcome) {
        self.plan = plan
        self.results = results
        self.entries = entries
        self.outcome = outcome
    }

    package enum Outcome: Sendable {
        case approved
        /// Approved, deployed and watched.
        case deployed
        /// Violated; nothing was deployed.
        case blocked
        case inconclusive(Inconclusive)
        /// Deployed, not a pass, and left running because the pipeline says so.
        case held(Inconclusive)
        /// Deployed, not a pass, and rolled back, with what came of that.
        case rolledBack(RollbackReport)
        /// Deployed, not a pass, and the rollback could not even begin.
        case rollbackImpossible(String)

        init(_ verdict: Verdict) {
            switch verdict {
            case .pass: self = .approved
            case .violation: self = .blocked
            case .inconclusive(let why): self = .inconclusive(why)
            }
        }
    }
}
