import Glibc

/// A command that runs until it is stopped, or until this object goes away: then its whole tree is killed.
package final class RunningService: Sendable {
    private let job: ShepherdedJob
    private let shepherd: Int32
    /// The process that the command became.
    package let processID: Int32

    private init(_ job: ShepherdedJob, _ start: ShepherdedJob.Start) {
        self.job = job
        shepherd = start.shepherd
        processID = start.processID
    }

    deinit {
        job.control.cancel()
    }

    /// Returns once the program has been executed; whether it is ready to serve is another question.
    ///
    /// The command's timeout is ignored.
    package static func start(_ command: Command) async throws(ProcessError) -> RunningService {
        var untimed = command
        untimed.timeout = nil
        let job = try ShepherdedJob.start(untimed)
        return RunningService(job, try await job.start.value().get())
    }

    /// How it ended, if it has.
    package var hasEnded: CommandEnd? {
        switch job.result.current {
        case nil: nil
        case .success(let result): result.end
        case .failure: .signalled(SIGKILL)  // the kernel kills the job when its shepherd is gone
        }
    }

    /// How it is confined; nil: not at all.
    package var sandbox: Sandbox? { job.command.sandbox }

    /// What it has written so far to standard output.
    package var output: CapturedOutput { job.output.captured }

    /// What it has written so far to standard error.
    package var errorOutput: CapturedOutput { job.errorOutput.captured }

    /// The process that waits for all of them.
    package var shepherdID: Int32 { shepherd }

    /// The processes that belong to it, daemons included; empty when it has ended.
    package func processTree() -> [Int32] {
        hasEnded == nil ? Processes.processTree(of: shepherd) : []
    }

    /// Sends SIGTERM to the whole tree, kills what is left of it after `grace`, and tells how it ended.
    ///
    /// A service that has ended before, or is being stopped by another caller, is only waited for.
    @discardableResult
    package func stop(grace: Duration) async throws(ProcessError) -> CommandResult {
        job.control.stop(grace: grace)
        return try await job.result.value().get()
    }
}
