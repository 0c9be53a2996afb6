/// What the baseline said to one operation on data that another process had left.
package struct BaselineReply: Hashable, Sendable {
    package let answer: ObservedAnswer
    /// Nil where it answered as the operation declares.
    package let failure: Failure?

    package init(answer: ObservedAnswer, failure: Failure?) {
        self.answer = answer
        self.failure = failure
    }

    package struct Failure: Hashable, Sendable {
        /// `status 500`, `no answer: reset`
        package let text: String
        /// Of the read that belongs to the operation, and not of the operation itself.
        package let isOfRead: Bool

        package init(text: String, isOfRead: Bool) {
            self.text = text
            self.isOfRead = isOfRead
        }
    }
}

/// One input of a declared operation, as the baseline answers it on its own data and on what was left.
package struct RevisitedInput: Hashable, Sendable {
    package let operation: String
    /// Of the baseline's own two runs: what its answers look like.
    package let first: ObservedAnswer
    package let again: ObservedAnswer
    /// To the same input, asked once more on what was left; nil where the baseline did not get so far.
    package let reply: BaselineReply?
    /// To the read of what the process before had written for this input; nil where there is nothing to read.
    package let readBack: BaselineReply?

    package init(
        operation: String, first: ObservedAnswer, again: ObservedAnswer, reply: BaselineReply?,
        readBack: BaselineReply?
    ) {
        self.operation = operation
        self.first = first
        self.again = again
        self.reply = reply
        self.readBack = readBack
    }
}

/// How the baseline fared on what another process had left.
package struct RevisitOutcome: Hashable, Sendable {
    /// One for each input, in the order asked.
    package let inputs: [RevisitedInput]
    package let end: End?

    package init(inputs: [RevisitedInput], end: End? = nil) {
        self.inputs = inputs
        self.end = end
    }

    /// What ended it before all was asked.
    package enum End: Hashable, Sendable {
        /// `baseline ended with exit 1 before it was ready`
        case notReady(String)
        case died(String)
        /// One operation did not answer in time, which says enough.
        case silent
    }
}
