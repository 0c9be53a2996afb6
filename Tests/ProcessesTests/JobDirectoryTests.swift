import Processes
import Testing

/// Serialized, since jobs of one process share what is free.
@Suite(.serialized) struct JobDirectoryTests {
    /// What a job in the weak form, which sees the real path, prints about its own directory.
    private func printed(_ line: String) async throws -> String {
        let form = try await offeredIsolation(atMost: .weak(landlock: .max))
        var command = shell(line)
        command.sandbox = Sandbox(form, readable: machinePaths(path: "/usr/bin:/bin", home: nil))
        let result = try await run(command)
        try #require(result.end == .exited(0), "\(result.errorOutput.text)")
        return result.output.text.split(separator: "\n").joined()
    }

    @Test("what a job did not touch is the next one's")
    func untouched() async throws {
        let first = try await printed("echo $TMPDIR")
        #expect(try await printed("echo $TMPDIR; ls -A $TMPDIR") == first)
    }

    @Test(
        "what a job touched is no other's",
        arguments: [
            "touch $TMPDIR/left", "mkdir $TMPDIR/a; chmod 0 $TMPDIR/a", "chmod 755 $TMPDIR",
            "touch $TMPDIR/x; rm $TMPDIR/x",
        ])
    func touched(line: String) async throws {
        let first = try await printed("echo $TMPDIR; sleep 0.02; \(line)")
        #expect(contents(first + "/left") == nil)
        #expect(try await printed("echo $TMPDIR; ls -A $TMPDIR") != first)
    }

    @Test("a process that ends leaves none", arguments: ["true", "touch $TMPDIR/x"])
    func removedAtTheEnd(line: String) async throws {
        let directory = try TemporaryDirectory(prefix: "pawl-ending-")
        let command = Command(
            .direct([try gateFixture(), "confine", line]), directory: "/",
            environment: ["TMPDIR": directory.path])
        #expect(try await run(command).output.text == "exit 0\n")
        #expect(try directoryNames(directory.path) == [])
    }
}
