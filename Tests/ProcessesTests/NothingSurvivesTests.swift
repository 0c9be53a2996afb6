import Glibc
import Processes
import Testing

@Suite struct NothingSurvivesTests {
    let directory: TemporaryDirectory
    var daemonFile: String { directory.path + "/daemon.pid" }

    init() throws {
        directory = try TemporaryDirectory()
    }

    @Test func aDaemonDoesNotOutliveItsCommand() async throws {
        let result = try await run(shell(daemonising, in: directory.path))
        #expect(result.end == .exited(0))
        #expect(result.leftRunning == [])
        #expect(!isAlive(try processID(in: daemonFile)))
    }

    @Test func aTimeoutKillsTheWholeTree() async throws {
        var command = shell(daemonising + "\necho up; sleep 1000", in: directory.path)
        command.timeout = .seconds(2)
        let result = try await run(command)
        #expect(result.end == .timedOut(after: .seconds(2)))
        #expect(result.output.text == "up\n")
        #expect(!isAlive(try processID(in: daemonFile)))
    }

    @Test func aTreeThatGoesOnForkingIsCaught() async throws {
        var command = shell("while :; do (setsid sleep 1000 &); done", in: directory.path)
        command.timeout = .milliseconds(300)
        #expect(try await run(command).leftRunning == [])
        #expect(processes(in: directory.path) == [])
    }

    @Test func cancellingTheTaskKillsTheWholeTree() async throws {
        let command = shell(daemonising + "\nsleep 1000", in: directory.path)
        let task = Task { try await run(command) }
        try await eventually("the daemon starts") { contents(daemonFile) != nil }
        task.cancel()
        #expect(try await task.value.end == .cancelled)
        #expect(!isAlive(try processID(in: daemonFile)))
    }

    @Test func aTaskThatIsAlreadyCancelledStartsNothing() async throws {
        let command = shell("touch started", in: directory.path)
        let end = try await Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await run(command).end
        }.value
        #expect(end == .cancelled)
        #expect(contents(directory.path + "/started") == nil)
    }

    @Test func aGateKilledWithSIGKILLLeavesNothing() async throws {
        // The fixture is the gate. Its own shepherd, here, is told to leave its descendants alone.
        var gate = Command(
            .direct([try gateFixture(), "run", "cd \(directory.path)\n\(daemonising)\nsleep 1000"]),
            directory: directory.path, environment: [:])
        gate.keepsRunning = true
        let service = try await RunningService.start(gate)
        try await eventually("the daemon starts") { contents(daemonFile) != nil }
        let daemon = try processID(in: daemonFile)
        #expect(isAlive(daemon))
        kill(service.processID, SIGKILL)
        try await eventually("the daemon is killed") { !isAlive(daemon) }
        try await eventually("all else is gone") { processes(in: directory.path) == [] }
        #expect(service.hasEnded == .signalled(9))
    }

    @Test func theJobDiesWithAShepherdThatIsKilled() async throws {
        let service = try await RunningService.start(shell("exec sleep 1000"))
        let shepherd = try #require(parent(of: service.processID))
        kill(shepherd, SIGKILL)
        await #expect(throws: ProcessError.shepherdLost(program: "/bin/sh")) {
            try await service.stop(grace: .zero)
        }
        try await eventually("the job is gone") { !isAlive(service.processID) }
        #expect(service.hasEnded == .signalled(9))
    }

    private func parent(of pid: Int32) -> Int32? {
        contents("/proc/\(pid)/status")?.split(separator: "\n").first { $0.hasPrefix("PPid:") }
            .flatMap { Int32($0.dropFirst("PPid:\t".count)) }
    }
}
