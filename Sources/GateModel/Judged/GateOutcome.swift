/// What a gate ended in.
package enum GateOutcome: Hashable, Sendable {
    /// Every stage passed, and the pipeline deploys nothing.
    case approved
    /// What would have been decided, were it not for `enforce: no`; nothing was deployed.
    case advice(Verdict)
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

    /// Of a gate that deployed nothing.
    package init(measured verdict: Verdict) {
        switch verdict {
        case .pass: self = .approved
        case .violation: self = .blocked
        case .inconclusive(let why): self = .inconclusive(why)
        }
    }

    /// `approved`, `rolled back`, `rollback impossible`
    package var word: String {
        switch self {
        case .approved: "approved"
        case .advice: "advice"
        case .deployed: "deployed"
        case .blocked: "blocked"
        case .inconclusive: "inconclusive"
        case .held: "held"
        case .rolledBack: "rolled back"
        case .rollbackImpossible: "rollback impossible"
        }
    }
}
