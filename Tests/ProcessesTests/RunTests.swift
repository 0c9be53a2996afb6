import Glibc
import Processes
import Testing

@Suite struct RunTests {
    @Test("tells how a command ended", arguments: [("exit 0", 0), ("exit 3", 3), ("exit 255", 255)])
    func exitStatus(line: String, status: Int32) async throws {
        #expect(try await run(shell(line)).end == .exited(status))
    }

    @Test func aSignalIsNotAnExitStatus() async throws {
        #expect(try await run(shell("kill -SEGV $$")).end == .signalled(11))
    }

    @Test func standardOutputAndErrorAreKeptApart() async throws {
        let result = try await run(shell("echo out; echo err >&2"))
        #expect(result.output.text == "out\n")
        #expect(result.errorOutput.text == "err\n")
        #expect(result.output.omittedBytes == 0)
    }

    @Test func theEnvironmentIsExactlyTheOneGiven() async throws {
        let command = Command(
            .direct(["/usr/bin/env"]), directory: "/", environment: ["LANG": "C", "EMPTY": "", "A": "x=y\nz"])
        let result = try await run(command)
        #expect(Set(result.output.text.split(separator: "\n")) == ["LANG=C", "EMPTY=", "A=x=y", "z"])
    }

    @Test func aListIsNotReadByAShell() async throws {
        let command = Command(
            .direct(["printf", "%s|", "$HOME", "a b", "*"]), directory: "/",
            environment: ["PATH": "/usr/bin:/bin"])
        #expect(try await run(command).output.text == "$HOME|a b|*|")
    }

    @Test func runsInItsDirectory() async throws {
        let directory = try TemporaryDirectory()
        #expect(try await run(shell("pwd", in: directory.path)).output.text == directory.path + "\n")
    }

    @Test func onlyTheThreeStandardDescriptorsAreOpen() async throws {
        // The fourth is the listed directory itself.
        #expect(try await run(shell("exec ls /proc/self/fd")).output.text == "0\n1\n2\n3\n")
    }

    @Test func signalsThatTheGateIgnoresAreNotIgnored() async throws {
        signal(SIGPIPE, SIG_IGN)
        let result = try await run(shell("exec grep -E '^Sig(Blk|Ign)' /proc/self/status"))
        let masks = result.output.text.split(separator: "\n").map { $0.split(separator: "\t") }
        #expect(masks.map(\.first) == ["SigBlk:", "SigIgn:"])
        // From signal 32 on they belong to the C library.
        let standard = try masks.map { try #require(UInt64($0[1], radix: 16)) & 0x7fff_ffff }
        #expect(standard == [0, 0])
    }

    @Test func standardInputArrivesWholeAndEnds() async throws {
        var command = shell("wc -c")
        command.standardInput = [UInt8](repeating: 7, count: 1_000_000)
        #expect(try await run(command).output.text == "1000000\n")
    }

    @Test func inputThatNobodyReadsIsNoError() async throws {
        var command = shell("exec <&-; echo done")
        command.standardInput = [UInt8](repeating: 7, count: 1_000_000)
        let result = try await run(command)
        #expect(result.end == .exited(0))
        #expect(result.output.text == "done\n")
    }

    @Test func outputIsBounded() async throws {
        var command = shell("printf BEGIN; head -c 5000000 /dev/zero | tr '\\0' x; printf END")
        command.outputLimit = 10
        let output = try await run(command).output
        #expect(output.text == "BEGINxxxxx\n[4999988 bytes left out]\nxxxxxxxEND")  // 5000008 - 20
        #expect(output.bytes.count == 20)
    }

    @Test func secretsAreMaskedInBothStreams() async throws {
        var command = shell("echo key=$TOKEN; echo $TOKEN >&2")
        command.environment["TOKEN"] = "s3cr3t"
        command.masks = ["s3cr3t"]
        let result = try await run(command)
        #expect(result.output.text == "key=***\n")
        #expect(result.errorOutput.text == "***\n")
    }

    @Test func processorTimeAndPeakMemoryCoverTheWholeTree() async throws {
        // 100 MB buffered by a grandchild.
        let result = try await run(shell("sh -c 'head -c 100000000 /dev/zero | tail -c 100000000 | wc -c'"))
        #expect(result.output.text == "100000000\n")
        #expect(result.peakMemoryBytes > 100_000_000)
        #expect(result.peakMemoryBytes < 200_000_000)
        #expect(result.cpuSeconds > 0)
        #expect(result.seconds > 0)
    }

    @Test func manyAtOnceDoNotDisturbEachOther() async throws {
        try await withThrowingTaskGroup(of: (Int, String).self) { group in
            for number in 0..<40 {
                group.addTask { (number, try await run(shell("echo \(number)")).output.text) }
            }
            for try await (number, text) in group { #expect(text == "\(number)\n") }
        }
    }
}
