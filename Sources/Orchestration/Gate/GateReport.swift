package import DecisionLog
package import GateModel

/// All that a gate came to, for whoever prints it or turns it into an exit code.
package struct GateReport: Sendable {
    package let plan: Plan
    package let results: [StageResult]
    /// The entries that it added to the log, in order.
    package let entries: [LogEntry]
    package let outcome: GateOutcome
    /// What went wrong after the deploy had begun, beside its outcome: entries that could not be recorded.
    package let problems: [String]

    package init(
        plan: Plan, results: [StageResult], entries: [LogEntry], outcome: GateOutcome, problems: [String] = []
    ) {
        self.plan = plan
        self.results = results
        self.entries = entries
        self.outcome = outcome
        self.problems = problems
    }
}
