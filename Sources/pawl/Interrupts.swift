import Dispatch
import Glibc
import Synchronization

/// SIGINT and SIGTERM: the first cancels what is being measured; a rollback in flight counts them for itself.
final class Interrupts: Sendable {
    private struct State {
        var count = 0
        var first: Int32?
    }

    private let state = Mutex(State())
    // Set in init alone, to keep them alive.
    private nonisolated(unsafe) var sources: [any DispatchSourceSignal] = []

    /// Takes the signals over; when this returns, they are watched.
    ///
    /// Dispatch opens the descriptors for that on a thread of its own, and ends the process where none is left: so it is waited for,
    /// before a load can have taken them all.
    init(onFirst cancel: @escaping @Sendable () -> Void) {
        let queue = DispatchQueue(label: "pawl.interrupts")
        for number in [SIGINT, SIGTERM] {
            Glibc.signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler { [self] in
                if note(number) { cancel() }
            }
            let isWatched = DispatchSemaphore(value: 0)
            source.setRegistrationHandler { isWatched.signal() }
            source.resume()
            isWatched.wait()
            sources.append(source)
        }
    }

    /// Counts a signal and says whether it was the first.
    private func note(_ number: Int32) -> Bool {
        state.withLock { state in
            state.count += 1
            state.first = state.first ?? number
            return state.count == 1
        }
    }

    var count: Int { state.withLock { $0.count } }

    /// The signal that came first, if one came.
    var signal: Int32? { state.withLock { $0.first } }
}
