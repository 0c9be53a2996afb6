import GateModel
import Measuring
import Processes
import ServiceFixture
import Testing

@Suite struct RunningToolTests {
    /// What comes of a shell line as an operation of a tool.
    private func outcome(
        _ line: String, stdin: String = "", status: Int = 0, values: [String: String] = [:],
        on processor: Int32? = nil, in directory: ServiceDirectory
    ) async throws -> OperationOutcome {
        let side = try await directory.tool().startSide()
        if let processor { try side.confine(to: processor) }
        let operation = DeclaredOperation(
            name: "list",
            action: .run(.init(command: .shell(line), standardInput: stdin, status: status)), weight: 1,
            position: somewhere)
        let outcome = await side.perform(DrawnInput(operation: operation, values: values))
        await side.stop()
        return outcome
    }

    private func printed(_ line: String, values: [String: String] = [:], stdin: String = "") async throws
        -> String
    {
        let directory = try ServiceDirectory()
        let outcome = try await outcome(line, stdin: stdin, values: values, in: directory)
        #expect(outcome.failure == nil)
        return try #require(outcome.result).output.text
    }

    @Test func aValueReachesTheCommandAsAVariableHoweverItReads() async throws {
        let hostile = "$(touch here); \"'`id`\n--"
        let text = try await printed(
            "printf %s \"$PAWL_VALUE_FIRST_NAME\"; test ! -e here", values: ["first-name": hostile])
        #expect(text == hostile)
    }

    @Test func standardInputIsWhatTheOperationHas() async throws {
        #expect(try await printed("cat", stdin: "{term}\n") == "{term}\n")
    }

    @Test func aSecretIsMaskedAndCountsAsItIsShown() async throws {
        let directory = try ServiceDirectory()
        let outcome = try await outcome("printf %s \"$SECRET\"", in: directory)
        #expect(outcome.result?.output.text == "***")
        #expect(outcome.observed(try metric("body_bytes")) == .value(3))
    }

    @Test func theStateIsAnEmptyDirectoryThatGoes() async throws {
        let directory = try ServiceDirectory()
        let outcome = try await outcome("ls -A \"$PAWL_STATE\"; echo \"$PAWL_STATE\"", in: directory)
        let path = try #require(outcome.result?.output.text.split(separator: "\n").first)
        #expect(path.hasPrefix("/") && !exists(String(path)))
    }

    @Test(
        "another exit status than the expected one is a failed operation",
        arguments: [("exit 3", 0, "exit 3"), ("true", 3, "exit 0"), ("kill -9 $$", 0, "signal 9")])
    func failure(line: String, status: Int, kind: String) async throws {
        let directory = try ServiceDirectory()
        let outcome = try await outcome(line, status: status, in: directory)
        #expect(outcome.observed(try metric("errors")) == .value(1))
        #expect(outcome.observed(try metric("response_time")) == .failed(kind))
        #expect(outcome.observed(try metric("memory")) == .failed(kind))
    }

    @Test func theExpectedExitStatusIsNone() async throws {
        let directory = try ServiceDirectory()
        let outcome = try await outcome("exit 3", status: 3, in: directory)
        #expect(outcome.observed(try metric("errors")) == .value(0))
    }

    @Test func timeAndMemoryAreThoseOfTheCommand() async throws {
        let directory = try ServiceDirectory()
        let idle = try await outcome("sleep 0.2", in: directory)
        let seconds = try #require(idle.observed(try metric("response_time")).value)
        #expect(seconds >= 0.2 && seconds < 2)
        #expect(try #require(idle.observed(try metric("cpu_time")).value) < 0.1)
        // `tail` keeps the 50 MB that it cannot write yet.
        let fat = try await outcome(
            "head -c 50000000 /dev/zero | tail -c 50000000 > /dev/null", in: directory)
        let bytes = try #require(fat.observed(try metric("memory")).value)
        #expect(bytes > 45e6 && bytes < 120e6)
    }

    @Test func aConfinedToolRunsOnThatProcessorFromItsBeginning() async throws {
        let directory = try ServiceDirectory()
        let processor = try #require(allowedProcessors().last)
        let outcome = try await outcome(
            "grep Cpus_allowed_list /proc/self/status", on: processor, in: directory)
        #expect(outcome.result?.output.text == "Cpus_allowed_list:\t\(processor)\n")
    }

    @Test func aCommandThatCannotBeStartedEndsTheMeasuring() async throws {
        let directory = try ServiceDirectory()
        let side = try await directory.tool().startSide()
        let operation = DeclaredOperation(
            name: "list",
            action: .run(.init(command: .direct(["./no-such-tool"]), standardInput: "", status: 0)),
            weight: 1,
            position: somewhere)
        #expect(side.death == nil)
        let outcome = await side.perform(DrawnInput(operation: operation, values: [:]))
        let detail =
            "candidate, 'list': ./no-such-tool: error: could not be started: no such file or directory"
        #expect(side.death?.inconclusive == Inconclusive(.toolMissing, detail))
        #expect(outcome.failure?.cause == .notStarted(detail))
        await side.stop()
    }

    @Test func aRequestIsNoCommand() async throws {
        let directory = try ServiceDirectory()
        let side = try await directory.tool().startSide()
        let outcome = await side.perform(DrawnInput(operation: readItem, values: ["item": "1"]))
        #expect(outcome.failure?.description == "not started: a request is no command")
        await side.stop()
    }

    private func metric(_ name: String) throws -> Metric {
        try #require(Metric.toolBuiltIns.first { $0.name == name })
    }
}
