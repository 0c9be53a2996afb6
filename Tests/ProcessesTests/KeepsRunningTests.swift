import Glibc
import Processes
import Testing

@Suite struct KeepsRunningTests {
    let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    private func keeping(_ line: String) -> Command {
        var command = shell(line, in: directory.path)
        command.keepsRunning = true
        return command
    }

    @Test func whatADeployLeavesBehindLivesOnAndIsReported() async throws {
        let result = try await run(keeping(daemonising + "\necho deployed"))
        #expect(result.end == .exited(0))
        #expect(result.output.text == "deployed\n")
        let daemon = try processID(in: directory.path + "/daemon.pid")
        #expect(result.leftRunning.contains(daemon))
        #expect(isAlive(daemon))
        for pid in result.leftRunning { kill(pid, SIGKILL) }
    }

    @Test func whatIsLeftMayGoOnWritingToTheCommandsOutput() async throws {
        // 'trap' makes a failing write visible: the writer would leave its loop.
        let writer = "trap '' PIPE; i=0; while echo line; do i=$((i+1)); echo $i > count; sleep 0.01; done"
        let result = try await run(keeping("echo first; (\(writer)) &"))
        #expect(result.output.text.hasPrefix("first\n"))
        let left = try #require(result.leftRunning.first)
        let before = try count()
        try await eventually("it writes on") { try count() >= before + 5 }
        #expect(isAlive(left))
        kill(left, SIGKILL)
        try await eventually("the last reader ends with the last writer") {
            processes(in: directory.path) == []
        }
    }

    private func count() throws -> Int {
        Int(contents(directory.path + "/count")?.dropLast() ?? "") ?? 0
    }

    @Test("a gate that is killed takes the command with it, and not what the command has left running")
    func theGateIsKilled() async throws {
        let script = """
            cd '\(directory.path)'
            \(daemonising)
            (sleep 1000 & echo $! > orphan.pid)
            sleep 1000 &
            echo $! > child.pid
            echo $$ > job.pid
            touch started
            wait
            """
        try write(script, to: directory.path + "/script")
        let gate = try await RunningService.start(
            keeping("exec \(try gateFixture()) keep 'exec sh \(directory.path)/script'"))
        try await eventually("all have started") { contents(directory.path + "/started") != nil }
        func process(_ name: String) throws -> Int32 { try processID(in: "\(directory.path)/\(name).pid") }
        let (job, child) = (try process("job"), try process("child"))
        let left = [try process("daemon"), try process("orphan")]
        kill(gate.processID, SIGKILL)
        try await eventually("the command and its child are killed") { !isAlive(job) && !isAlive(child) }
        #expect(left.map(isAlive) == [true, true])
        for pid in left { kill(pid, SIGKILL) }
    }

    @Test func aTimeoutKillsEverythingAllTheSame() async throws {
        var command = keeping(daemonising + "\nsleep 1000")
        command.timeout = .seconds(2)
        let result = try await run(command)
        #expect(result.end == .timedOut(after: .seconds(2)))
        #expect(result.leftRunning == [])
        #expect(!isAlive(try processID(in: directory.path + "/daemon.pid")))
    }

    @Test func aCancelKillsEverythingAllTheSame() async throws {
        let command = keeping(daemonising + "\nsleep 1000")
        let task = Task { try await run(command) }
        try await eventually("the daemon starts") { contents(directory.path + "/daemon.pid") != nil }
        task.cancel()
        #expect(try await task.value.leftRunning == [])
        #expect(!isAlive(try processID(in: directory.path + "/daemon.pid")))
    }
}
