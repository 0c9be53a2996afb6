import Glibc

/// Runs blocking work on a thread of its own, away from Swift's cooperative threads.
///
/// SIGPIPE is blocked there: writing to a pipe that nobody reads is an ordinary error.
func onDedicatedThread(_ work: @escaping @Sendable () -> Void) throws(ProcessError) {
    final class Box: Sendable {
        let work: @Sendable () -> Void
        init(_ work: @escaping @Sendable () -> Void) { self.work = work }
    }
    let box = Unmanaged.passRetained(Box(work))
    var thread = pthread_t()
    let failure = pthread_create(
        &thread, nil,
        { argument in
            var pipeSignal = sigset_t()
            sigemptyset(&pipeSignal)
            sigaddset(&pipeSignal, SIGPIPE)
            pthread_sigmask(SIG_BLOCK, &pipeSignal, nil)
            pthread_detach(pthread_self())
            if let argument { Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().work() }
            return nil
        }, box.toOpaque())
    guard failure == 0 else {
        box.release()
        throw .systemCall("pthread_create", code: failure)
    }
}
