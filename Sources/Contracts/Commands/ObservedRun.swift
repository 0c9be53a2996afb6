/// What came of running one command of a tool once.
package struct ObservedRun: Hashable, Sendable {
    package let end: End
    /// What it printed to its standard output.
    package let output: [UInt8]
    /// Whether that is all it printed, and not only as much as is kept.
    package let isWhole: Bool
    /// Whether it printed anything to its standard error.
    package let complains: Bool

    package init(end: End, output: [UInt8] = [], isWhole: Bool = true, complains: Bool = false) {
        self.end = end
        self.output = output
        self.isWhole = isWhole
        self.complains = complains
    }

    package enum End: Hashable, Sendable, CustomStringConvertible {
        case exited(Int)
        /// In no way of its own: `signal 11`, `timeout after 30 s`.
        case otherwise(String)

        package var description: String {
            switch self {
            case .exited(let status): "exit \(status)"
            case .otherwise(let how): how
            }
        }

        /// What scripts branch on where no status is declared: success, failure, or no exit at all.
        var sort: Sort {
            switch self {
            case .exited(0): .success
            case .exited: .failure
            case .otherwise: .noExit
            }
        }

        enum Sort {
            case success
            case failure
            case noExit
        }
    }
}

/// One command with all that came of it: material for a comparison.
package struct ProbedCommand: Hashable, Sendable {
    /// An operation of the pipeline, or an error case made from one: `list/unknown-option`.
    package let operation: String
    package let promise: Promise
    /// In the order drawn.
    package let inputs: [Input]

    package init(operation: String, promise: Promise, inputs: [Input]) {
        self.operation = operation
        self.promise = promise
        self.inputs = inputs
    }

    /// What the baseline's runs promise.
    package enum Promise: Hashable, Sendable {
        /// Its exit status, which has to be the declared one, and all that it prints.
        case answer(status: Int)
        /// Only the status: it prints what it has measured.
        case status(Int)
        /// That it refuses, or does not.
        case refusal
    }

    /// The runs for one input, each side in a fresh directory; the baseline's second run comes after the candidate's.
    package struct Input: Hashable, Sendable {
        package let baseline: ObservedRun
        package let again: ObservedRun
        package let candidate: ObservedRun

        package init(baseline: ObservedRun, again: ObservedRun, candidate: ObservedRun) {
            self.baseline = baseline
            self.again = again
            self.candidate = candidate
        }
    }
}
