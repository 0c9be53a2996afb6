import NIOCore
import NIOPosix

/// What lives on the thread of a load and is reached there only.
package struct LoadConfined<Value>: Sendable {
    private let bound: NIOLoopBound<Value>
    private let thread: EventLoopThread

    /// Makes the value on the thread; nil after ``EventLoopThread/shutdown()``.
    package static func make(
        on thread: EventLoopThread, for target: LoadTarget, _ make: @escaping @Sendable (LoadLoop) -> Value
    ) async -> LoadConfined? {
        await withCheckedContinuation { continuation in
            let runs = thread.run {
                let eventLoop = thread.group.next()
                let value = make(LoadLoop(target, eventLoop))
                continuation.resume(
                    returning: LoadConfined(bound: NIOLoopBound(value, eventLoop: eventLoop), thread: thread))
            }
            if !runs { continuation.resume(returning: nil) }
        }
    }

    /// Runs the body on the thread.
    ///
    /// - Returns: false, with nothing run, after ``EventLoopThread/shutdown()``.
    @discardableResult
    package func run(_ body: @escaping @Sendable (Value) -> Void) -> Bool {
        thread.run { [bound] in body(bound.value) }
    }
}
