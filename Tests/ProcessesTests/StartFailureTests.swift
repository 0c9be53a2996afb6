import Processes
import Testing

@Suite struct StartFailureTests {
    private func failure(_ command: Command) async -> String? {
        do {
            _ = try await run(command)
            return nil
        } catch {
            return error.description
        }
    }

    @Test func aProgramThatDoesNotExist() async {
        let command = Command(.direct(["no-such-program"]), directory: "/", environment: [:])
        #expect(
            await failure(command) == """
                no-such-program: error: could not be started: no such file or directory
                  hint: name an executable on the command's PATH, or mend the interpreter in its first line
                """)
    }

    @Test func aScriptThatIsNotExecutable() async throws {
        let directory = try TemporaryDirectory()
        try write("#!/bin/sh\n", to: directory.path + "/deploy")
        let command = Command(.direct(["./deploy"]), directory: directory.path, environment: [:])
        #expect(
            await failure(command) == """
                ./deploy: error: could not be started: permission denied
                  hint: make it executable (git update-index --chmod=+x)
                """)
    }

    @Test func aDirectoryThatDoesNotExist() async {
        let expected = "/bin/sh: error: could not enter its directory '/no/such': no such file or directory"
        #expect(await failure(shell("true", in: "/no/such")) == expected)
    }

    @Test func aServiceFailsToStartLikewise() async {
        await #expect(throws: ProcessError.notStarted(program: "no-such-program", code: 2)) {
            _ = try await RunningService.start(
                Command(.direct(["no-such-program"]), directory: "/", environment: [:]))
        }
    }

    @Test func aCommandWithoutAProgram() async {
        let command = Command(.direct([]), directory: "/", environment: [:])
        #expect(
            await failure(command) == """
                command: error: it names no program
                  hint: give the program as the first word of the list
                """)
    }

    @Test func aZeroByteIsRefusedInsteadOfCutOff() async {
        let command = Command(.shell("true"), directory: "/", environment: ["A": "b\0c"])
        #expect(
            await failure(command) == """
                /bin/sh: error: an argument, a variable or the directory contains a zero byte
                  hint: hand such data over in a file or on standard input
                """)
    }

    @Test func aMissingShepherdIsNamed() async throws {
        let fixture = Command(
            .direct([try gateFixture(), "run", "true"]), directory: "/",
            environment: ["PAWL_SHEPHERD": "/no/shepherd"])
        #expect(
            try await run(fixture).output.text == """
                pawl-shepherd: error: not found at '/no/shepherd'
                  hint: install it beside pawl, or name it in PAWL_SHEPHERD

                """)
    }

    @Test func aShepherdStartedByHandSaysSo() async throws {
        let result = try await run(
            Command(.direct([try shepherdPath(), "clean"]), directory: "/", environment: [:]))
        #expect(result.end == .exited(64))
        #expect(result.errorOutput.text == "pawl-shepherd: error: it is started by pawl, not by hand\n")
    }
}
