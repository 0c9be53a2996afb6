package import GateModel
package import HTTPClient
package import Processes

/// What came of performing one operation once.
package struct OperationOutcome: Sendable {
    /// The exchanges in order: the request, then the read that belongs to it. Those that failed are missing.
    package let exchanges: [HTTPExchange]
    /// How the command of a tool's operation ended; nil where it was not run, and for an operation of a service.
    package let result: CommandResult?
    /// What the command's own report says, or why it says nothing; nil where none was due, or the command failed.
    package var report: Result<ImportedReport, MeasuringError>?
    /// Nil when everything went as the operation expects.
    package let failure: Failure?

    package init(exchanges: [HTTPExchange], failure: Failure?) {
        self.exchanges = exchanges
        self.failure = failure
        result = nil
    }

    /// Of a command that should have exited with `status`.
    package init(_ result: CommandResult, status: Int) {
        exchanges = []
        self.result = result
        failure = result.end == .exited(Int32(status)) ? nil : Failure(.request, .ended(result.end))
    }

    /// From the first byte sent to the last received, the waits of all exchanges added up; of a command from its fork
    /// to its end.
    package var seconds: Double { result?.seconds ?? exchanges.reduce(0) { $0 + $1.seconds } }

    /// What went wrong with which of the requests: `status 500`, `reset`, `then: status 404`.
    package struct Failure: Hashable, Sendable, CustomStringConvertible {
        package let step: Step
        package let cause: Cause

        package init(_ step: Step, _ cause: Cause) {
            self.step = step
            self.cause = cause
        }

        package var description: String { step == .then ? "then: \(cause)" : "\(cause)" }

        package var isTimeout: Bool {
            switch cause {
            case .noAnswer(.timedOut), .ended(.timedOut): true
            case .noAnswer, .status, .missing, .ended, .notStarted: false
            }
        }

        /// Whether it may be the first sign that the service has ended.
        package var hasNoAnswer: Bool {
            if case .noAnswer = cause { true } else { false }
        }

        /// Whether it was this machine that had no descriptor or port left.
        var hasNoSocket: Bool {
            if case .noAnswer(.noSocket) = cause { true } else { false }
        }
    }

    package enum Step: Hashable, Sendable {
        case request
        /// The read that belongs to the operation.
        case then
    }

    package enum Cause: Hashable, Sendable, CustomStringConvertible {
        case noAnswer(HTTPFailure)
        /// Not the status that is expected.
        case status(Int)
        /// The first answer lacks what the read needs: `{response.id}`.
        case missing(String)
        /// A command, not with the status that is expected.
        case ended(CommandEnd)
        /// Nothing was asked at all.
        case notStarted(String)

        package var description: String {
            switch self {
            case .noAnswer(let failure): failure.kind
            case .status(let status): "status \(status)"
            case .missing(let place): "the answer has no '\(place)'"
            case .ended(let end): "\(end)"
            case .notStarted(let why): "not started: \(why)"
            }
        }
    }
}
