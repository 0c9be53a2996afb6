/// One command under its own shepherd process, watched by one thread.
final class ShepherdedJob: Sendable {
    struct Start: Sendable {
        /// The process that waits for all of the job's.
        let shepherd: Int32
        let processID: Int32
    }

    let control: ControlSocket
    let output: OutputCapture
    let errorOutput: OutputCapture
    /// Arrives when the program has been executed, or could not be.
    let start = Promise<Result<Start, ProcessError>>()
    /// Arrives when the shepherd has reported the end and has itself been waited for.
    let result = Promise<Result<CommandResult, ProcessError>>()
    let command: Command

    private init(_ command: Command) throws(ProcessError) {
        self.command = command
        control = try ControlSocket()
        output = OutputCapture(limit: command.outputLimit, masks: command.masks)
        errorOutput = OutputCapture(limit: command.outputLimit, masks: command.masks)
    }

    static func start(_ command: Command) throws(ProcessError) -> ShepherdedJob {
        try command.check()
        let path = try shepherdPath()
        let job = try ShepherdedJob(command)
        try onDedicatedThread {
            do throws(ProcessError) {
                job.result.fulfil(.success(try job.supervise(path)))
            } catch {
                job.start.fulfil(.failure(error))
                job.result.fulfil(.failure(error))
            }
        }
        return job
    }

    private func supervise(_ path: String) throws(ProcessError) -> CommandResult {
        let sharesMemory = command.sandbox.map { $0.sharesMemory } ?? false
        if sharesMemory { SharedMemoryLeftovers.begin() }
        defer { if sharesMemory { SharedMemoryLeftovers.end() } }
        let temporary = try temporaryDirectory()
        let group = command.sandbox.flatMap { JobGroup($0.limits, in: .current(for: $0.isolation)) }
        var connection = try ShepherdConnection.open(
            path, for: command, control: control, temporary: temporary?.path, groups: group?.directories ?? []
        )
        let ending = Result { () throws(ProcessError) in
            try connection.follow(
                command, output: output, errorOutput: errorOutput, stopBy: { control.stopBy }
            ) { processID, root in
                start.fulfil(.success(Start(shepherd: root, processID: processID)))
            }
        }
        control.close()
        connection.waitForShepherd(wasLost: ending.leavesSomething && !command.keepsRunning)
        let exceededMemory = group?.exceededMemory
        withExtendedLifetime((temporary, group)) {}
        return commandResult(try ending.get(), exceededMemory)
    }

    /// Of a confined job, for as long as it runs.
    private func temporaryDirectory() throws(ProcessError) -> JobDirectory? {
        guard let sandbox = command.sandbox else { return nil }
        do throws(FileError) {
            return try JobDirectory(for: sandbox)
        } catch {
            throw .notConfined(program: command.arguments[0], step: "temporary directory", code: error.code)
        }
    }

    private func commandResult(_ ending: ShepherdReport.Ending, _ exceededMemory: Int?) -> CommandResult {
        CommandResult(
            end: commandEnd(ending.end, exceededMemory),
            output: output.captured,
            errorOutput: errorOutput.captured,
            seconds: Double(ending.wallMicroseconds) / 1e6,
            cpuSeconds: Double(ending.cpuMicroseconds) / 1e6,
            peakMemoryBytes: ending.peakKibibytes * 1024,
            leftRunning: ending.leftRunning
        )
    }

    private func commandEnd(_ end: ShepherdReport.End, _ exceededMemory: Int?) -> CommandEnd {
        switch end {
        case .exited(0): .exited(0)
        // One that the kernel killed for it may be a child of the command.
        case .exited(let status): exceededMemory.map { .memory(limitBytes: $0) } ?? .exited(status)
        case .signalled(let signal): exceededMemory.map { .memory(limitBytes: $0) } ?? .signalled(signal)
        case .timedOut: .timedOut(after: command.timeout ?? .zero)
        case .cancelled: .cancelled
        }
    }
}

extension Result<ShepherdReport.Ending, ProcessError> {
    /// Whether something of the job may still live: nobody told its end, or not all could be killed.
    fileprivate var leavesSomething: Bool {
        switch self {
        case .success(let ending): !ending.leftRunning.isEmpty
        case .failure(.shepherdLost): true
        case .failure: false
        }
    }
}
