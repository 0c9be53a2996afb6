/// One command with all that came of it: material for a comparison.
package struct ProbedCommand: Hashable, Sendable {
    /// An operation of the pipeline, or an error case made from one: `list/unknown-option`.
    package let operation: String
    package let promise: Promise
    package let helpRequest: HelpRequest
    /// In the order drawn.
    package let inputs: [Input]

    package init(operation: String, promise: Promise, helpRequest: HelpRequest = .none, inputs: [Input]) {
        self.operation = operation
        self.promise = promise
        self.helpRequest = helpRequest
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

        /// What both runs of the baseline name; nil where one of them prints no help text.
        func help(_ request: HelpRequest) -> HelpText? {
            let (first, again) = (baseline.help, again.help)
            if first.isEmpty || again.isEmpty { return nil }
            switch request {
            case .none: return nil
            case .certain: return first.intersection(again)
            case .possible: return first.hasSynopsis && again.hasSynopsis ? first.intersection(again) : nil
            }
        }
    }
}
