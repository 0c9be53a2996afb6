import Glibc
import Processes
import Testing

@Suite struct RunningServiceTests {
    @Test func stopLetsAServiceEndInItsOwnWay() async throws {
        let service = try await RunningService.start(
            shell("trap 'echo bye; exit 0' TERM; echo up; while :; do sleep 0.01; done"))
        try await eventually("it is up") { service.output.text == "up\n" }
        #expect(service.hasEnded == nil)
        let result = try await service.stop(grace: .seconds(30))
        #expect(result.end == .cancelled)
        #expect(result.output.text == "up\nbye\n")
        #expect(service.hasEnded == .cancelled)
        #expect(!isAlive(service.processID))
    }

    @Test func aServiceThatIgnoresSIGTERMIsKilledAfterTheGrace() async throws {
        let service = try await RunningService.start(
            shell("trap '' TERM; echo up; while :; do sleep 1; done"))
        try await eventually("it is up") { service.output.text == "up\n" }
        #expect(try await service.stop(grace: .milliseconds(100)).end == .cancelled)
        #expect(!isAlive(service.processID))
    }

    @Test func theGraceIsForTheWholeTree() async throws {
        // The outer shell dies of SIGTERM at once; the inner one needs a moment to say good-bye.
        let inner = "trap 'sleep 0.2; echo bye; exit 0' TERM; echo up; while :; do sleep 0.01; done"
        let service = try await RunningService.start(shell("sh -c \"\(inner)\"; true"))
        try await eventually("it is up") { service.output.text == "up\n" }
        #expect(try await service.stop(grace: .seconds(30)).output.text == "up\nbye\n")
    }

    @Test func stoppingTwiceIsStoppingOnce() async throws {
        let service = try await RunningService.start(shell("exec sleep 1000"))
        async let first = service.stop(grace: .seconds(30))
        async let second = service.stop(grace: .seconds(30))
        let results = try await [first, second, service.stop(grace: .zero)]
        #expect(results.map(\.end) == [.cancelled, .cancelled, .cancelled])
    }

    @Test func aServiceThatDiesByItselfIsNoticed() async throws {
        let service = try await RunningService.start(shell("echo no database >&2; exit 4"))
        try await eventually("it ends") { service.hasEnded != nil }
        #expect(service.hasEnded == .exited(4))
        #expect(service.errorOutput.text == "no database\n")
        #expect(service.processTree() == [])
        #expect(try await service.stop(grace: .zero).end == .exited(4))
    }

    @Test func theTimeoutOfTheCommandIsIgnored() async throws {
        var command = shell("sleep 0.3; echo done")
        command.timeout = .milliseconds(50)
        let service = try await RunningService.start(command)
        try await eventually("it ends") { service.hasEnded != nil }
        #expect(service.hasEnded == .exited(0))
    }

    @Test func lettingGoOfAServiceEndsItAndNoOther() async throws {
        let directory = try TemporaryDirectory()
        var first: RunningService? = try await RunningService.start(
            shell(daemonising + "\nsleep 1000", in: directory.path))
        let second = try await RunningService.start(shell("exec sleep 1000"))
        try await eventually("the daemon starts") { contents(directory.path + "/daemon.pid") != nil }
        let daemon = try processID(in: directory.path + "/daemon.pid")
        #expect(first?.processTree().contains(daemon) == true)
        first = nil
        try await eventually("its daemon is gone") { !isAlive(daemon) }
        #expect(isAlive(second.processID))
        #expect(second.processTree() == [second.processID])
        try await second.stop(grace: .zero)
    }
}
