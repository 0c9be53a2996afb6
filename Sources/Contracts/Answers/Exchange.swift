import GateModel

/// One input's answers: what the baseline promises and what the candidate gave.
struct Exchange {
    let input: Int
    let baseline: AgreedAnswer
    let candidate: ObservedAnswer.Answer

    /// What the answers are to: an operation, or the read that belongs to it.
    enum Role {
        case answer
        case followUp

        /// - Parameter kind: how the answer failed, as the client names it.
        fileprivate func failure(_ kind: String) -> Difference.Kind {
            switch (self, kind) {
            case (.followUp, _): .followUpFailed
            case (.answer, "body_too_large"): .bodyTooLarge
            case (.answer, "headers_too_large"), (.answer, "too_many_headers"): .headersTooLarge
            case (.answer, "bad_response"): .malformedResponse
            case (.answer, "undecodable_body"): .undecodableBody
            case (.answer, _): .noAnswer
            }
        }

        fileprivate var otherStatus: Difference.Kind {
            switch self {
            case .answer: .statusChanged
            case .followUp: .followUpFailed
            }
        }
    }

    /// Notes a missing answer or another status; nil if there is nothing further to compare.
    ///
    /// Among statuses of one class (200 and 201, 404 and 410) the rest of the answer is still worth
    /// comparing.
    init?(
        _ input: Int, _ baseline: AgreedAnswer, _ candidate: ObservedAnswer.Outcome, role: Role,
        into findings: inout FoundDifferences
    ) {
        let status = baseline.first.status
        switch candidate {
        case .failed(let kind, let words):
            findings.add(role.failure(kind), .breaking, at: .answer, input: input) {
                ("status \(status)", "no answer: \(words ?? kind)")
            }
            return nil
        case .answered(let answer):
            if answer.status != status {
                let change = "\(status)-\(answer.status)"
                findings.add(role.otherStatus, .breaking, at: .answer, change: change, input: input) {
                    ("status \(status)", "status \(answer.status)")
                }
            }
            guard answer.status / 100 == status / 100 else { return nil }
            self.candidate = answer
        }
        self.input = input
        self.baseline = baseline
    }
}
