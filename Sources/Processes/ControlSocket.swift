import Glibc
import Synchronization

/// The socket through which a shepherd is told to stop. When the gate's end closes without that, the shepherd kills its
/// whole tree; of a command that ``Command/keepsRunning`` only the command itself.
final class ControlSocket: Sendable {
    private let ours: Mutex<Descriptor?>
    private let shepherds: Mutex<Descriptor?>
    private let stop = Mutex<ContinuousClock.Instant?>(nil)

    init() throws(ProcessError) {
        let pair = try DescriptorPair.sockets()
        ours = Mutex(pair.first)
        shepherds = Mutex(pair.second)
    }

    /// Lends the shepherd's end to `spawn` and closes it here, so that only the shepherd has it.
    func handOver<Value>(
        _ spawn: (_ descriptor: Int32) throws(ProcessError) -> Value
    ) throws(ProcessError) -> Value {
        let taken = shepherds.withLock { $0.take() }
        guard let taken else { throw .systemCall("control socket", code: EBADF) }
        return try spawn(taken.number)
    }

    /// Asks the tree to end with SIGTERM; what is left of it after `grace` is killed. Nothing happens once closed.
    func stop(grace: Duration) {
        noteStop(after: grace)
        var milliseconds = UInt32(clamping: grace.wholeMilliseconds)
        ours.withLock { end in
            guard let number = end.number else { return }
            // A failure means that the shepherd has ended, and then there is nothing to stop.
            _ = send(number, &milliseconds, MemoryLayout<UInt32>.size, Int32(MSG_NOSIGNAL))
        }
    }

    /// By when all has to have ended, since somebody asked for it; nil: nobody did.
    var stopBy: ContinuousClock.Instant? { stop.withLock { $0 } }

    private func noteStop(after grace: Duration) {
        stop.withLock {
            $0 = min($0 ?? .now + grace + ShepherdWatch.patience, .now + grace + ShepherdWatch.patience)
        }
    }

    /// Has the whole tree killed at once, whatever the command may leave running otherwise. May be called again.
    func cancel() {
        stop(grace: .zero)
        close()
    }

    /// Lets go of the shepherd, as the death of this process would. May be called again.
    func close() {
        noteStop(after: .zero)
        ours.withLock { $0 = nil }
    }
}

extension Duration {
    /// Rounded up, so that a short time does not become none.
    var wholeMilliseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
    }
}
