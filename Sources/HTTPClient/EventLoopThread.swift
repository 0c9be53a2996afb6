import Dispatch
import NIOCore
import NIOPosix
import Synchronization

/// One thread that reads, writes and times all connections of the clients that share it.
///
/// Whoever makes one must shut it down: its thread ends with the process otherwise.
package final class EventLoopThread: Sendable {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    private let isRunning = Mutex(true)

    package init() {}

    /// Runs the body on the thread, after what was asked for before it.
    ///
    /// - Returns: false, with nothing run, after ``shutdown()``: NIO would drop the body without a word.
    @discardableResult
    func run(_ body: @escaping @Sendable () -> Void) -> Bool {
        isRunning.withLock { isRunning in
            if isRunning { group.next().execute(body) }
            return isRunning
        }
    }

    /// Closes all connections, whose exchanges under way fail, and ends the thread. Repeating it does
    /// nothing.
    ///
    /// An error of the kernel while closing is dropped: the descriptors are gone either way.
    package func shutdown() async {
        isRunning.withLock { $0 = false }
        await withCheckedContinuation { continuation in
            group.shutdownGracefully(queue: .global()) { _ in continuation.resume() }
        }
    }
}
