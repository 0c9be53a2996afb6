package import GateModel

/// What comparing the candidate's answers with the baseline's came to.
package struct Comparison: Hashable, Sendable {
    /// By operation in the order given, then breaking before warning before info, then by kind and place.
    package let differences: [Difference]
    /// Where the baseline is no contract, so that the absence of differences shows nothing.
    package let unusable: [Unusable]

    package init(differences: [Difference], unusable: [Unusable]) {
        self.differences = differences
        self.unusable = unusable
    }

    /// An operation of which some or all inputs could not be compared, for one reason.
    package struct Unusable: Hashable, Sendable {
        package let operation: String
        /// `the baseline did not answer: reset (2 of 10 inputs)`
        package let why: String
        package let reason: Inconclusive.Reason

        package init(operation: String, why: String, reason: Inconclusive.Reason = .notRepeatable) {
            self.operation = operation
            self.why = why
            self.reason = reason
        }
    }
}

/// Holds the candidate's answers against the contract that the baseline's two runs are.
///
/// A kind of difference at one place is one ``Difference`` however many inputs show it. Of an operation with
/// very many, the least severe are only counted, in a last difference at place `…`.
package func compare(_ operations: [ProbedOperation]) -> Comparison {
    let comparisons = operations.map(OperationComparison.init)
    return Comparison(
        differences: comparisons.flatMap(\.differences), unusable: comparisons.flatMap(\.unusable))
}
