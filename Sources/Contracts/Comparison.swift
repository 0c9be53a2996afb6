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
        package let reason: Inconclusive.Reason
        /// `the baseline did not answer: reset (2 of 10 inputs)`
        package let why: String

        package init(operation: String, reason: Inconclusive.Reason, why: String) {
            self.operation = operation
            self.reason = reason
            self.why = why
        }
    }
}

extension Comparison {
    /// Why an operation's answers show nothing; nil where they do.
    package func failure(of operation: String) -> Inconclusive? {
        let own = unusable.filter { $0.operation == operation }
        return own.first.map { Inconclusive($0.reason, own.map(\.why).joined(separator: "; ")) }
    }
}

/// Holds the candidate's answers against the contract that the baseline's two runs are.
///
/// A kind of difference at one place is one ``Difference`` however many inputs show it. Of an operation with
/// very many, the least severe are only counted, in a last difference at place `…`.
///
/// - Parameter slowness: how severe an operation is that takes ten times as long.
package func compare(
    _ operations: [ProbedOperation], slowness: Difference.Severity = .breaking
) -> Comparison {
    let comparisons = operations.map { OperationComparison($0, slowness: slowness) }
    return Comparison(
        differences: comparisons.flatMap(\.differences), unusable: comparisons.flatMap(\.unusable))
}
