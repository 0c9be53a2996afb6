package import GateModel
import Glibc
package import Processes

/// A measurement that could not be taken, with the reason that its rules get.
package struct MeasuringError: Error, Hashable, CustomStringConvertible {
    package let inconclusive: Inconclusive
    /// What was seen, in words.
    package let detail: String
    /// What the candidate failed at twice, where the baseline had not failed.
    package private(set) var failedTwice: GateRun.Step?

    /// The same, of the second attempt.
    package func twice(_ step: GateRun.Step) -> MeasuringError {
        var error = self
        error.failedTwice = step
        return error
    }

    package init(_ reason: Inconclusive.Reason, _ detail: String) {
        inconclusive = Inconclusive(reason, detail)
        self.detail = detail
    }

    /// Of a load that does not tell what the service can do.
    package init(_ reason: Inconclusive.Reason, _ doubts: [LoadSummary.Doubt]) {
        inconclusive = Inconclusive(reason, .load(doubts: doubts))
        detail = doubts.map(\.text).joined(separator: "; ")
    }

    /// Of a tool's report that shows nothing about what is named.
    package init(_ flaw: Inconclusive.ReportFlaw, about name: String) {
        inconclusive = Inconclusive(flaw).about(name)
        detail = "\(name): its report shows nothing"
    }

    /// `seed: disk full` from a cause; a detail is one line, so the cause's hint stays out.
    package init(_ reason: Inconclusive.Reason, _ what: String, cause: any Error) {
        self.init(reason, "\(what): \("\(cause)".prefix { $0 != "\n" })")
    }

    /// A command that could not be run at all, or not to its end: some causes have reasons of their own.
    package init(_ reason: Inconclusive.Reason, _ what: String, cause: ProcessError) {
        let reason: Inconclusive.Reason =
            switch cause {
            case .notStarted(_, ENOENT): .toolMissing
            case .notConfined: .isolationMissing
            case .shepherdLost: .shepherdLost
            case .shepherdNotFound, .shepherdNotUnderstood, .emptyCommand, .zeroByte, .notStarted,
                .directoryNotEntered,
                .systemCall, .emptyTree, .unreadable:
                reason
            }
        self.init(reason, what, cause: cause as any Error)
    }

    package var description: String { "\(inconclusive.reason.rawValue): \(detail)" }
}
