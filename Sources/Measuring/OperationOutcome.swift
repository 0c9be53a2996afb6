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
        failure =
            result.end == .exited(Int32(status))
            ? nil : Failure(.request, .ended(result.end), printed: Self.lastLine(result.errorOutput.bytes))
    }

    /// As much of it as fits a report's line.
    private static func lastLine(_ bytes: [UInt8]) -> String? {
        let lines = bytes.split { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
        let last = lines.last { line in line.contains { $0 > 0x20 } }
        return last.map { String(decoding: $0.suffix(200), as: UTF8.self) }
    }

    /// From the first byte sent to the last received, the waits of all exchanges added up; of a command from its fork
    /// to its end.
    package var seconds: Double { result?.seconds ?? exchanges.reduce(0) { $0 + $1.seconds } }

    /// What went wrong with which of the requests: `status 500`, `reset`, `then: status 404`.
    package struct Failure: Hashable, Sendable, CustomStringConvertible {
        package let step: Step
        package let cause: Cause
        /// The last line that a command printed to its standard error; nil where there is none.
        package let printed: String?

        package init(_ step: Step, _ cause: Cause, printed: String? = nil) {
            self.step = step
            self.cause = cause
            self.printed = printed
        }

        package var description: String {
            (step == .then ? "then: \(cause)" : "\(cause)") + (printed.map { "; it printed: \($0)" } ?? "")
        }

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
