package import GateModel

/// The differences between the candidate's answers and the baseline's.
package struct AnswerComparison: Hashable, Sendable {
    /// By operation in the order given, then breaking before warning before info, then by kind and place.
    package let differences: [Difference]
    /// Operations for which no differences mean nothing, because the baseline shows no contract.
    package let unusable: [Unusable]

    package init(differences: [Difference], unusable: [Unusable]) {
        self.differences = differences
        self.unusable = unusable
    }

    /// An operation, some or all inputs of which could not be compared, and one reason for it.
    package struct Unusable: Hashable, Sendable {
        package let operation: String
        package let reason: Inconclusive.Reason
        /// `the baseline did not answer: reset (2 of 10 inputs)`
        package let why: String
        /// The last lines that the baseline's command printed to its standard error, where it failed.
        package let output: String?

        package init(operation: String, reason: Inconclusive.Reason, why: String, output: String? = nil) {
            self.operation = operation
            self.reason = reason
            self.why = why
            self.output = output
        }
    }
}

extension AnswerComparison {
    /// Why an operation's answers cannot be judged; nil where they can.
    package func failure(of operation: String) -> Inconclusive? {
        let own = unusable.filter { $0.operation == operation }
        return own.first.map { Inconclusive($0.reason, own.map(\.why).joined(separator: "; ")) }
    }
}

extension AnswerComparison {
    /// What the baseline's command printed to its standard error where its answers cannot be judged.
    package func output(of operation: String) -> String? {
        unusable.lazy.filter { $0.operation == operation }.compactMap(\.output).first
    }
}

/// Compares the candidate's answers with the contract that the baseline's two runs show.
///
/// A kind of difference at one place is one ``Difference`` however many inputs show it. Of an operation with
/// very many, the least severe are only counted, in a last difference at place `…`.
///
/// - Parameter slowness: how severe an operation is that takes ten times as long.
package func compare(
    _ operations: [ProbedOperation], slowness: Difference.Severity = .breaking
) -> AnswerComparison {
    let comparisons = operations.map { OperationComparison($0, slowness: slowness) }
    return AnswerComparison(
        differences: comparisons.flatMap(\.differences), unusable: comparisons.flatMap(\.unusable))
}
