import Glibc
import Processes
import Testing

/// Serialized, and with names of its own, since all processes of a machine share `/dev/shm`.
@Suite(.serialized) struct SharedMemoryLeftoversTests {
    private let name = "pawl-test-\(UInt32.random(in: .min ... .max))"
    private var path: String { "/dev/shm/\(name)" }

    private func confined(_ line: String) async throws -> Command {
        let form = try await offeredIsolation(atMost: .weak(landlock: .max))
        var command = shell(line)
        command.sandbox = Sandbox(form, readable: machinePaths(path: "/usr/bin:/bin", home: nil))
        return command
    }

    private func told() -> [String] { SharedMemoryLeftovers.take().filter { $0.contains(name) } }

    @Test(
        "what a job leaves behind is removed, and told once", arguments: ["touch", "mkdir", "ln -s /no/such"])
    func removed(command: String) async throws {
        #expect(try await run(try await confined("\(command) \(path)")).end == .exited(0))
        #expect(told() == ["\(path), which was removed"])
        #expect(told() == [])
        #expect(!isThere(path))
    }

    @Test func whatWasThereBeforeStays() async throws {
        try write("kept", to: path)
        defer { unlink(path) }
        #expect(try await run(try await confined("echo more >> \(path)")).end == .exited(0))
        #expect(told() == [])
        #expect(isThere(path))
    }

    @Test func whatAProcessHasOpenStays() async throws {
        let job = try await RunningService.start(
            try await confined("while [ ! -e \(path) ]; do sleep 0.01; done"))
        let holder = try await RunningService.start(shell("exec 9> \(path); echo open; sleep 600"))
        try await eventually("it is open") { holder.output.text == "open\n" }
        try await eventually("the job has ended") { job.hasEnded != nil }
        #expect(told() == ["\(path), which is somebody's"])
        #expect(isThere(path))
        try await holder.stop(grace: .zero)
        unlink(path)
    }
}

private func isThere(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
}
