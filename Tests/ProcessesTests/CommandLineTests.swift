import Processes
import Testing

/// Everybody on the machine may read a command line.
@Suite struct CommandLineTests {
    @Test("a shepherd does not tell where its job is", arguments: [false, true])
    func directory(isConfined: Bool) async throws {
        let directory = try TemporaryDirectory(prefix: "pawl-unseen-")
        var command = shell("sleep 600", in: directory.path)
        if isConfined {
            let form = try await offeredIsolation(atMost: .weak(landlock: .max))
            command.sandbox = Sandbox(
                form, readable: machinePaths(path: "/usr/bin:/bin", home: nil) + [directory.path])
        }
        let service = try await RunningService.start(command)
        let line = contents("/proc/\(service.shepherdID)/cmdline") ?? ""
        #expect(line.contains("pawl-shepherd"))
        #expect(!line.contains(directory.path))
        try await service.stop(grace: .zero)
    }
}
