import Glibc
import NIOCore

/// What drives a load uses of its thread: the clock, timers, and connections to one target.
///
/// It is made by ``LoadConfined`` and never leaves that thread.
package final class LoadLoop {
    package let target: LoadTarget
    let eventLoop: any EventLoop
    private var connections: [LoadConnection] = []
    private var sweeping: Scheduled<Void>?

    /// How often requests that take too long are looked for. One that is answered too late never counts as answered.
    private static let sweep = TimeAmount.milliseconds(20)

    init(_ target: LoadTarget, _ eventLoop: any EventLoop) {
        self.target = target
        self.eventLoop = eventLoop
    }

    /// Nanoseconds of the monotonic clock.
    package var now: UInt64 { NIODeadline.now().uptimeNanoseconds }

    /// Nanoseconds that this thread has computed so far.
    package var computed: UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }

    /// Runs the body at that time of ``now``, or at once where it has passed.
    package func schedule(at time: UInt64, _ body: @escaping () -> Void) {
        eventLoop.assumeIsolated().scheduleTask(deadline: .uptimeNanoseconds(time), body)
    }

    /// Makes a connection that opens with its first request.
    package func connection() -> LoadConnection {
        let connection = LoadConnection(self)
        connections.append(connection)
        if sweeping == nil { sweepLater() }
        return connection
    }

    /// Closes all connections; what they were waiting for fails as cancelled.
    package func close() {
        sweeping?.cancel()
        sweeping = nil
        for connection in connections { connection.cancel() }
        connections = []
    }

    private func sweepLater() {
        sweeping = eventLoop.assumeIsolated().scheduleTask(in: Self.sweep) { [unowned self] in
            endOverdue()
            if sweeping != nil { sweepLater() }
        }
    }

    private func endOverdue() {
        let now = now
        for connection in connections where connection.deadline < now { connection.timeOut() }
    }
}
