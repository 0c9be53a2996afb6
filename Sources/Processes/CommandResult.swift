/// How a command ended.
package enum CommandEnd: Sendable, Hashable {
    case exited(Int32)
    case signalled(Int32)
    /// It took more memory than it may have (``JobLimits``), and the kernel killed it.
    case memory(limitBytes: Int)
    /// It ran into its own timeout, and its process tree was killed.
    case timedOut(after: Duration)
    /// The task was cancelled or the service stopped, and the process tree is gone.
    case cancelled
}

package struct CommandResult: Sendable, Hashable {
    package let end: CommandEnd
    package let output: CapturedOutput
    package let errorOutput: CapturedOutput
    /// Wall time from the fork of the command to its end, measured beside it by the shepherd.
    package let seconds: Double
    /// User and system time of every process of the tree that has ended.
    package let cpuSeconds: Double
    /// The resident peak of the largest single process of the tree, in bytes; not their sum.
    package let peakMemoryBytes: Int
    /// Processes that live on: on purpose where the command `keepsRunning`, else because they could not be killed.
    package let leftRunning: [Int32]

    /// Of a command whose task was cancelled before anything was started.
    static let neverStarted = CommandResult(
        end: .cancelled,
        output: CapturedOutput(),
        errorOutput: CapturedOutput(),
        seconds: 0,
        cpuSeconds: 0,
        peakMemoryBytes: 0,
        leftRunning: []
    )
}
