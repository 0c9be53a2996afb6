extension CommandEnd: CustomStringConvertible {
    /// `exit 1`, `signal 9`, `memory beyond 512 MiB`, `timeout after 60 s`, `cancelled`
    package var description: String {
        switch self {
        case .exited(let status): "exit \(status)"
        case .signalled(let signal): "signal \(signal)"
        case .memory(let limit): "memory beyond \(limit >> 20) MiB"
        case .timedOut(let limit): "timeout after \(limit.text)"
        case .cancelled: "cancelled"
        }
    }
}

extension Duration {
    /// `120 s`, `1.5 s`, `250 ms`
    package var text: String {
        let milliseconds = self / .milliseconds(1)
        return milliseconds < 1000 ? "\(shortest(milliseconds)) ms" : "\(shortest(milliseconds / 1000)) s"
    }
}

/// `5` for 5.0, `2.5` for 2.5.
private func shortest(_ number: Double) -> String {
    number.rounded() == number && number.magnitude < 1e15 ? "\(Int(number))" : "\(number)"
}
