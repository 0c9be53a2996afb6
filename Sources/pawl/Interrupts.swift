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
    private let sources: [any DispatchSourceSignal]

    /// Takes the signals over for the rest of the process.
    init(onFirst cancel: @escaping @Sendable () -> Void) {
        let queue = DispatchQueue(label: "pawl.interrupts")
        sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            return DispatchSource.makeSignalSource(signal: number, queue: queue)
        }
        for (number, source) in zip([SIGINT, SIGTERM], sources) {
            source.setEventHandler { [self] in
                let isFirst = state.withLock { state in
                    state.count += 1
                    state.first = state.first ?? number
                    return state.count == 1
                }
                if isFirst { cancel() }
            }
            source.resume()
        }
    }

    var count: Int { state.withLock { $0.count } }

    /// The signal that came first, if one came.
    var signal: Int32? { state.withLock { $0.first } }
}
