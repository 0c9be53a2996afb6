import NIOCore
import NIOPosix

/// What drives a load uses of its thread: the clock, timers, and connections to one target.
///
/// It is made by ``EventLoopThread/load(_:_:)`` and never leaves that thread.
package final class LoadLoop {
    package let target: LoadTarget
    let eventLoop: any EventLoop
    private var connections: [LoadConnection] = []
    private var sweeping: RepeatedTask?

    /// How often requests that take too long are looked for. One that is answered too late never counts as answered.
    private static let sweep = TimeAmount.milliseconds(20)

    init(_ target: LoadTarget, _ eventLoop: any EventLoop) {
        self.target = target
        self.eventLoop = eventLoop
    }

    /// Nanoseconds of the monotonic clock.
    package var now: UInt64 { NIODeadline.now().uptimeNanoseconds }

    /// Runs the body at that time of ``now``, or at once where it has passed.
    package func schedule(at time: UInt64, _ body: @escaping () -> Void) {
        eventLoop.assumeIsolated().scheduleTask(deadline: .uptimeNanoseconds(time), body)
    }

    /// Makes a connection that opens with its first request.
    package func connection() -> LoadConnection {
        let connection = LoadConnection(self)
        connections.append(connection)
        if sweeping == nil {
            sweeping = eventLoop.assumeIsolated().scheduleRepeatedTask(
                initialDelay: Self.sweep, delay: Self.sweep
            ) { [unowned self] _ in self.endOverdue() }
        }
        return connection
    }

    /// Closes all connections; what they were waiting for fails as cancelled.
    package func close() {
        sweeping?.cancel()
        sweeping = nil
        for connection in connections { connection.cancel() }
        connections = []
    }

    private func endOverdue() {
        let now = now
        for connection in connections where connection.deadline < now { connection.timeOut() }
    }
}

extension EventLoopThread {
    /// Runs the body on the thread, with what a load needs there.
    ///
    /// - Returns: false, with nothing run, after ``shutdown()``.
    package func load(_ target: LoadTarget, _ body: @escaping @Sendable (LoadLoop) -> Void) -> Bool {
        run { [group] in body(LoadLoop(target, group.next())) }
    }
}
