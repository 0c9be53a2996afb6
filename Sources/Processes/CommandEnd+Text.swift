extension CommandEnd: CustomStringConvertible {
    /// `exit 1`, `signal 9`, `memory beyond 512 MiB`, `timeout after 60 s`, `cancelled`
    package var description: String {
        switch self {
        case .exited(let status): "exit \(status)"
        case .signalled(let signal): "signal \(signal)"
        case .memory(let limit): "memory beyond \(limit >> 20) MiB"
        case .timedOut(let limit): "timeout after \(limit.components.seconds) s"
        case .cancelled: "cancelled"
        }
    }
}
