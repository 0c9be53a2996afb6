/// What came of one request, and of the read that belongs to it (`then:`), on one revision.
package struct ObservedAnswer: Hashable, Sendable {
    package let outcome: Outcome
    /// Nil where no read is declared, or where the answer did not lead to one (`{response.id}` was missing).
    package let followUp: Outcome?
    /// From the first byte sent to the last received, both requests added up; nil where it was not taken.
    package let seconds: Double?

    package init(outcome: Outcome, followUp: Outcome? = nil, seconds: Double? = nil) {
        self.outcome = outcome
        self.followUp = followUp
        self.seconds = seconds
    }

    /// The same answer, given in the shorter time of the two; an answer that was not timed takes none.
    package func asFast(as other: ObservedAnswer) -> ObservedAnswer {
        let seconds = [seconds, other.seconds].compactMap(\.self).min()
        return ObservedAnswer(outcome: outcome, followUp: followUp, seconds: seconds)
    }

    package enum Outcome: Hashable, Sendable {
        case answered(Answer)
        /// No complete answer came: `reset`, `timed_out`; in words where there are any.
        case failed(kind: String, words: String? = nil)
    }

    package struct Answer: Hashable, Sendable {
        package let status: Int
        /// In the order received, names as written.
        package let headers: [Header]
        /// Without transfer coding and content coding.
        package let body: [UInt8]

        package init(status: Int, headers: [Header] = [], body: [UInt8] = []) {
            self.status = status
            self.headers = headers
            self.body = body
        }

        /// The values of all headers of that name, which is in lower case, in the order received.
        func values(of name: String) -> [String] {
            headers.filter { $0.name.lowercased() == name }.map(\.value)
        }

        /// The values of all headers of that name, joined as RFC 9110, 5.2 says; nil if there is none.
        func header(_ name: String) -> String? {
            let values = values(of: name)
            return values.isEmpty ? nil : values.joined(separator: ", ")
        }
    }

    package struct Header: Hashable, Sendable {
        package let name: String
        package let value: String

        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }
}
