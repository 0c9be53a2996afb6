import Synchronization

/// A value that arrives once and that any number of tasks may wait for.
final class Promise<Value: Sendable>: Sendable {
    private enum State {
        case pending([CheckedContinuation<Value, Never>])
        case fulfilled(Value)
    }

    private let state = Mutex(State.pending([]))

    /// The first value stays; later ones are dropped.
    func fulfil(_ value: Value) {
        let waiting = state.withLock { state -> [CheckedContinuation<Value, Never>] in
            guard case .pending(let waiting) = state else { return [] }
            state = .fulfilled(value)
            return waiting
        }
        for continuation in waiting { continuation.resume(returning: value) }
    }

    /// The value, if it has arrived.
    var current: Value? {
        state.withLock { state in
            if case .fulfilled(let value) = state { value } else { nil }
        }
    }

    /// Waits for the value, however long that takes; cancelling the task does not end the wait.
    func value() async -> Value {
        await withCheckedContinuation { continuation in
            let arrived = state.withLock { state -> Value? in
                switch state {
                case .fulfilled(let value):
                    return value
                case .pending(let waiting):
                    state = .pending(waiting + [continuation])
                    return nil
                }
            }
            if let arrived { continuation.resume(returning: arrived) }
        }
    }
}
