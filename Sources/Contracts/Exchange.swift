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

        fileprivate var failure: Difference.Kind {
            switch self {
            case .answer: .noAnswer
            case .followUp: .followUpFailed
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
        into findings: inout Findings
    ) {
        let status = baseline.first.status
        switch candidate {
        case .failed(let kind):
            findings.add(role.failure, .breaking, at: .answer, input: input) {
                ("status \(status)", "no answer: \(kind)")
            }
            return nil
        case .answered(let answer):
            if answer.status != status {
                findings.add(role.otherStatus, .breaking, at: .answer, input: input) {
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
