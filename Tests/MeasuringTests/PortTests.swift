import GateModel
import Measuring
import Processes
import ServiceFixture
import Testing

/// Somebody else gets to the port between its choice and the service's start.
@Suite struct PortTests {
    /// Leaves the first so many of its ports to others, and serves on the next.
    private func hesitating(_ times: Int) -> Service {
        itemService(
            start: .shell(
                """
                echo "$PAWL_PORT" >> "$TRACES/ports"
                if [ "$(wc -l < "$TRACES/ports")" -le \(times) ]; then exec sleep 1000; fi
                exec python3 -S service.py
                """))
    }

    /// Listens, outside of the subject's tree, on the first so many ports that it was given.
    private func occupy(_ count: Int, _ directory: ServiceDirectory) async throws -> [RunningService] {
        var others: [RunningService] = []
        while others.count < count {
            let known = others.count
            try #require(await eventually { directory.traces.lines(of: "ports").count > known })
            let port = String(directory.traces.lines(of: "ports")[known])
            others.append(
                try await RunningService.start(
                    Command(
                        .direct(["python3", "-S", "service.py"]), directory: directory.path,
                        environment: [
                            "PATH": "/usr/bin:/bin", "PAWL_PORT": port, "PAWL_STATE": directory.state,
                        ])))
        }
        return others
    }

    @Test func aPortThatSomebodyElseTookIsChosenAgain() async throws {
        let directory = try ServiceDirectory()
        let subject = try directory.subject(hesitating(1))
        async let others = occupy(1, directory)
        try await subject.whileRunning { running throws(MeasuringError) in
            #expect(running.death == nil)
        }
        for other in try await others { try await other.stop(grace: .zero) }
        #expect(directory.traces.lines(of: "ports").count == 2)
        #expect(directory.traces.remains == [])
    }

    @Test func answersOfSomebodyElseAreNeverMeasured() async throws {
        let directory = try ServiceDirectory()
        let subject = try directory.subject(hesitating(4))
        async let others = occupy(4, directory)
        let found = await inconclusive { () throws(MeasuringError) in _ = try await subject.start() }
        for other in try await others { try await other.stop(grace: .zero) }
        let detail =
            "candidate: its port is answered by a process that is not the service's, on each of 4 ports"
        #expect(found == Inconclusive(.serviceNotReady, detail))
    }
}
