package import GateModel
import Glibc
package import Processes

/// A measurement that could not be taken, with the reason that its rules get.
package struct MeasuringError: Error, Hashable, CustomStringConvertible {
    package let inconclusive: Inconclusive

    package init(_ reason: Inconclusive.Reason, _ detail: String) {
        inconclusive = Inconclusive(reason, detail)
    }

    /// `seed: disk full` from a cause; a detail is one line, so the cause's hint stays out.
    package init(_ reason: Inconclusive.Reason, _ what: String, cause: any Error) {
        self.init(reason, "\(what): \("\(cause)".prefix { $0 != "\n" })")
    }

    /// A command that could not be run at all: a program that does not exist is a missing tool.
    package init(_ reason: Inconclusive.Reason, _ what: String, cause: ProcessError) {
        if case .notStarted(_, ENOENT) = cause {
            self.init(.toolMissing, what, cause: cause as any Error)
        } else {
            self.init(reason, what, cause: cause as any Error)
        }
    }

    package var description: String { "\(inconclusive.reason.rawValue): \(inconclusive.detail)" }
}
