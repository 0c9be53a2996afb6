import GateModel
import HTTPClient
import Measuring
import Processes
import ServiceFixture
import Testing

@testable import Stages

@Suite struct ClosedStrangersTests {
    /// Connects as somebody else and goes away at once.
    private func knock(_ running: RunningSubject) async throws {
        let line = "import socket; socket.create_connection(('127.0.0.1', \(running.port))).close()"
        let result = try await run(
            Command(
                .direct(["python3", "-I", "-c", line]), directory: "/", environment: ["PATH": "/usr/bin:/bin"]
            ))
        try #require(result.end == .exited(0), "\(result.errorOutput.text)")
    }

    private func visit(_ running: RunningSubject) async throws {
        let client = ServiceClient(running.address)
        try await client.connect().close()
        await client.shutdown()
    }

    private func whileBothRun(_ body: (RunningPair, RunningSubject, RunningSubject) async throws -> Void)
        async throws
    {
        let repository = try await ItemRepository()
        let workspace = try await Workspace.prepare(
            repository.plan(), repository: repository.path, environment: repository.caller,
            confinement: repository.confinement, progress: { _ in })
        let baseline = try await workspace.baseline.start()
        let candidate = try await workspace.candidate.start()
        let pair = RunningPair(
            baseline: baseline, candidate: candidate, readySeconds: (0, 0), startSeconds: 0)
        await #expect(throws: Never.self) { try await body(pair, baseline, candidate) }
        await baseline.stop()
        await candidate.stop()
        await workspace.remove()
    }

    @Test func ownConnectionsAreNobodys() async throws {
        try await whileBothRun { pair, baseline, candidate in
            let closed = try ClosedStrangers(pair, isBesideItself: false, known: nil)
            for _ in 0..<20 {
                try await visit(baseline)
                try await visit(candidate)
                _ = await baseline.perform(DrawnInput(operation: readItem, values: ["item": "1"]))
            }
            try closed.check()
        }
    }

    @Test func whoeverWasConnectedToTheBaselineIsTold() async throws {
        try await whileBothRun { pair, baseline, _ in
            // Before the block anybody may.
            try await knock(baseline)
            let closed = try ClosedStrangers(pair, isBesideItself: false, known: nil)
            try closed.check()
            try await knock(baseline)
            let error = #expect(throws: MeasuringError.self) { try closed.check() }
            #expect(error?.inconclusive.reason == .foreignConnection)
            #expect(
                error?.detail.hasPrefix(
                    "baseline: somebody else was connected to it, from 127.0.0.1:")
                    == true)
        }
    }

    @Test func aServiceThatConnectsToItselfOnBothSidesIsNoStranger() async throws {
        try await whileBothRun { pair, baseline, candidate in
            let known = SelfConnections()
            let closed = try ClosedStrangers(pair, isBesideItself: false, known: known)
            try await knock(baseline)
            try await knock(candidate)
            try closed.check()
            // It was seen to do so.
            known.note(true)
            known.note(false)
            try closed.check()
        }
    }

    @Test("a candidate that connects to itself hides no visit to a baseline that never does")
    func masked() async throws {
        try await whileBothRun { pair, baseline, candidate in
            let known = SelfConnections()
            try ClosedStrangers(pair, isBesideItself: true, known: known).check()
            #expect(known.areSeen == false)
            let closed = try ClosedStrangers(pair, isBesideItself: false, known: known)
            try await knock(baseline)
            try await knock(candidate)
            let error = #expect(throws: MeasuringError.self) { try closed.check() }
            #expect(
                error?.detail.hasSuffix("; in stage 'baseline' it never connected to itself")
                    == true)
        }
    }

    @Test func aBaselineThatConnectsToItselfBesideItselfIsKnownToDoSo() async throws {
        try await whileBothRun { pair, baseline, other in
            let known = SelfConnections()
            let closed = try ClosedStrangers(pair, isBesideItself: true, known: known)
            try await knock(baseline)
            try await knock(other)
            try closed.check()
            #expect(known.areSeen == true)
        }
    }
}
