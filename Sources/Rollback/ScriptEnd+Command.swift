package import GateModel
package import Processes

extension ScriptEnd {
    package init(_ end: CommandEnd) {
        self =
            switch end {
            case .exited(let status): .exited(status: status)
            case .signalled(let signal): .signalled(signal: signal)
            case .memory(let limit): .memory(limitBytes: limit)
            case .timedOut(let limit): .timedOut(after: limit)
            case .cancelled: .cancelled
            }
    }

    /// Of one that could not be run, or was lost.
    package init(_ error: ProcessError) {
        self =
            switch error {
            case .shepherdLost, .shepherdNotUnderstood: .unknown
            case .shepherdNotFound, .emptyCommand, .zeroByte, .notStarted, .directoryNotEntered, .notConfined,
                .systemCall, .emptyTree, .unreadable:
                .notStarted
            }
    }
}
