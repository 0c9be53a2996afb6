/// What stage `compat` observes: which promises were compared, and how the candidate differs.
package struct CompatRun: Hashable, Sendable, Codable {
    /// One for each operation and error case that was asked.
    package var probes: [Probe]
    package var differences: [Difference]
    /// Of the contracts that are read off the trees, in the order declared, and then of the rollback.
    package var contracts: [ContractRun]

    package init(
        probes: [Probe] = [], differences: [Difference] = [], contracts: [ContractRun] = []
    ) {
        self.probes = probes
        self.differences = differences
        self.contracts = contracts
    }
}

/// That an operation's answers were compared, and over how many inputs.
package struct Probe: Hashable, Sendable, Codable {
    package let operation: String
    package let inputs: Int
    /// Why they show nothing of this operation; nil where they do.
    package let failure: Inconclusive?
    /// The last lines that the baseline's command printed to its standard error, where it failed.
    package let output: String?

    package init(
        operation: String, inputs: Int, failure: Inconclusive? = nil, output: String? = nil
    ) {
        self.operation = operation
        self.inputs = inputs
        self.failure = failure
        self.output = output
    }
}
