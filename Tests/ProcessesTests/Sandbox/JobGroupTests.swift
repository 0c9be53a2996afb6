import Processes
import Testing

private let canLimitProcesses = ControlGroupPlaces.current.uses.contains(.pids)

/// What this machine offers decides which of these run.
@Suite(.serialized) struct JobGroupTests {
    private func command(_ line: String, in wanted: Isolation, processes: Int) async throws -> Command {
        let form = try await offeredIsolation(atMost: wanted)
        try #require("\(form)".prefix(4) == "\(wanted)".prefix(4), "this machine offers \(form) only")
        var command = shell(line)
        command.sandbox = Sandbox(
            form, readable: machinePaths(path: "/usr/bin:/bin", home: nil),
            limits: JobLimits(processes: processes, memoryBytes: 1 << 30))
        return command
    }

    /// The groups that this process has made and not removed.
    private func own() throws -> [String] {
        let owner = try #require(ProcessOwner.current).text
        return try ControlGroupPlaces.current.places.flatMap { try directoryNames($0.directory) }
            .filter { $0.hasSuffix(owner) }
    }

    @Test(
        "a job has no more processes than it may", .enabled(if: canLimitProcesses),
        arguments: [Isolation.strong(landlock: .max), .weak(landlock: .max)])
    func limited(form: Isolation) async throws {
        // At most 200, so that nothing happens to a machine that does not hold it to 16.
        let line = """
            python3 -I -c '
            import os, time
            made = 0
            try:
                while made < 200:
                    if os.fork() == 0: time.sleep(60)
                    made += 1
            except BlockingIOError:
                pass
            print(made)
            '
            """
        let result = try await run(try await command(line, in: form, processes: 16))
        // The shell and its child are two of the sixteen.
        #expect(result.output.text == "14\n", "\(result.errorOutput.text)")
        #expect(result.leftRunning == [])
        #expect(try own() == [])
    }

    @Test(
        "a fork bomb ends, and nothing is left", .enabled(if: canLimitProcesses),
        arguments: [Isolation.strong(landlock: .max), .weak(landlock: .max)])
    func bomb(form: Isolation) async throws {
        try await limited(form: form)
        var command = try await command("b() { b | b & }; b; sleep 60", in: form, processes: 64)
        command.timeout = .milliseconds(500)
        let result = try await run(command)
        #expect(result.leftRunning == [])
        #expect(try own() == [])
    }

    @Test(
        "what a command leaves behind when it ends is killed with its group", .enabled(if: canLimitProcesses),
        arguments: [Isolation.strong(landlock: .max), .weak(landlock: .max)])
    func leftBehind(form: Isolation) async throws {
        let directory = try TemporaryDirectory()
        var command = try await command(daemonising, in: form, processes: 64)
        command.directory = directory.path
        command.sandbox?.writable = [directory.path]
        let result = try await run(command)
        #expect(result.end == .exited(0), "\(result.errorOutput.text)")
        #expect(contents(directory.path + "/daemon.pid") != nil)
        #expect(result.leftRunning == [])
        #expect(processes(in: directory.path) == [])
        #expect(try own() == [])
    }

    @Test(
        "groups of an owner that died are removed with what is in them",
        .enabled(if: ControlGroupPlaces.current.uses.contains(.kill)))
    func left() throws {
        let place = try #require(ControlGroupPlaces.current.places.first).directory
        let owner = try #require(ProcessOwner.current).text.split(separator: " ")
        // Of the same number, and started when the machine was.
        let dead = ([owner[0], "1"] + owner[2...]).joined(separator: " ")
        let group = "\(place)/pawl-abcdef \(dead)"
        try makeDirectory(group)
        #expect(removeLeftGroups().contains(group))
        #expect(try !directoryNames(place).contains { $0.hasSuffix(dead) })
    }

    @Test(
        "memory beyond the limit is told as that",
        .enabled(if: ControlGroupPlaces.current.uses.contains(.memory)),
        arguments: [Isolation.strong(landlock: .max), .weak(landlock: .max)])
    func memory(form: Isolation) async throws {
        var command = try await command(
            "python3 -I -c 'x = bytearray(1 << 28)'", in: form, processes: 64)
        command.sandbox?.limits.memoryBytes = 64 << 20
        #expect(try await run(command).end == .memory(limitBytes: 64 << 20))
    }
}
