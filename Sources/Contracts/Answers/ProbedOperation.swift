/// One operation with all that was answered to it: material for a comparison.
package struct ProbedOperation: Hashable, Sendable {
    package let operation: String
    /// In the order drawn.
    package let inputs: [ProbedInput]
    /// Headers that are metrics (`X-Query-Count`): judged by their rules, not as part of the contract.
    package let ignoredHeaders: [String]
    /// Whether the requests ask for content codings by themselves.
    package let asksForCodings: Bool
    /// Whether the order of what comes in lists is promised, so that a baseline without one is no contract.
    package let isOrdered: Bool
    /// Where these are the repeats of an idempotent write: the answers to the first time, input for input. Empty for
    /// anything else.
    package let firstTimes: [ProbedInput]

    package init(
        operation: String, inputs: [ProbedInput], ignoredHeaders: [String] = [], asksForCodings: Bool = false,
        isOrdered: Bool = false,
        firstTimes: [ProbedInput] = []
    ) {
        self.operation = operation
        self.inputs = inputs
        self.ignoredHeaders = ignoredHeaders
        self.asksForCodings = asksForCodings
        self.isOrdered = isOrdered
        self.firstTimes = firstTimes
    }
}

/// The answers to one input, each given from a fresh copy of the same state.
///
/// What differs between the baseline's two runs is volatile. Take the second one after the candidate's: clock
/// values that change while the candidate runs are then known.
package struct ProbedInput: Hashable, Sendable {
    package let baseline: ObservedAnswer
    package let again: ObservedAnswer
    package let candidate: ObservedAnswer

    package init(baseline: ObservedAnswer, again: ObservedAnswer, candidate: ObservedAnswer) {
        self.baseline = baseline
        self.again = again
        self.candidate = candidate
    }
}
