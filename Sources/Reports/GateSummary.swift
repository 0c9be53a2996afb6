package import GateModel

/// All that a gate came to, as its reports need it.
package struct GateSummary: Hashable, Sendable {
    package let plan: Plan
    /// Of the stages that ran, in their order.
    package let results: [StageResult]
    package let notRun: [StageName]
    package let outcome: GateOutcome
    /// What the gate added to the log, in order.
    package let entries: [Entry]
    /// How the judged code was confined; nil where none of it ran here.
    package let isolation: String?
    /// What went wrong beside the outcome, once the deploy had begun.
    package let problems: [String]

    package init(
        plan: Plan, results: [StageResult], notRun: [StageName], outcome: GateOutcome, entries: [Entry],
        isolation: String? = nil, problems: [String] = []
    ) {
        self.plan = plan
        self.results = results
        self.notRun = notRun
        self.outcome = outcome
        self.entries = entries
        self.isolation = isolation
        self.problems = problems
    }

    package struct Entry: Hashable, Sendable {
        package let index: Int
        package let kind: Decision.Kind
        /// The leaf hash in lower-case hexadecimal.
        package let leaf: String

        package init(index: Int, kind: Decision.Kind, leaf: String) {
            self.index = index
            self.kind = kind
            self.leaf = leaf
        }
    }

    /// The entry that holds the judgements: the last that is a decision about stages.
    var decisiveEntry: Entry? {
        entries.last { entry in
            switch entry.kind {
            case .approve, .block, .deployed, .advice: true
            case .deployStarted, .adopted, .rollbackStarted, .rolledBack: false
            }
        }
    }
}
