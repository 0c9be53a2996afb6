import JSON

/// How a script or command ended that changes an environment.
package enum ScriptEnd: Hashable, Sendable, TaggedCodable {
    case exited(status: Int32)
    case signalled(signal: Int32)
    /// It took more memory than it may have.
    case memory(limitBytes: Int)
    case timedOut(after: Duration)
    case cancelled
    case notStarted
    /// It was started, and nobody knows what became of it.
    case unknown

    private enum CodingKeys: String, CodingKey {
        case exited, signalled, memory, cancelled, unknown
        case timedOut = "timed-out"
        case notStarted = "not-started"
    }

    package var succeeded: Bool { self == .exited(status: 0) }
}

extension ScriptEnd: CustomStringConvertible {
    /// `exit 1`, `signal 9`, `memory beyond 512 MiB`, `timeout after 60 s`, `cancelled`, `not started`, `end not known`
    package var description: String {
        switch self {
        case .exited(let status): "exit \(status)"
        case .signalled(let signal): "signal \(signal)"
        case .memory(let limit): "memory beyond \(limit >> 20) MiB"
        case .timedOut(let limit): "timeout after \(MetricUnit.time.text(limit / .seconds(1)))"
        case .cancelled: "cancelled"
        case .notStarted: "not started"
        case .unknown: "end not known"
        }
    }
}
