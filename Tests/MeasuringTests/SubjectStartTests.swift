import GateModel
import HTTPClient
import Measuring
import Processes
import ServiceFixture
import Testing

@Suite struct SubjectStartTests {
    @Test func everyStartWorksOnAFreshCopyOfTheState() async throws {
        let directory = try ServiceDirectory()
        let subject = try directory.subject()
        let input = DrawnInput(operation: addItem, values: ["word": "blue"])
        for _ in 0..<2 {
            try await subject.whileRunning { running throws(MeasuringError) in
                let outcome = await running.performer.perform(input)
                // There are three items to begin with, each time.
                #expect(
                    outcome.exchanges.map { String(decoding: $0.response.body, as: UTF8.self) }
                        == [#"{"id": 4}"#, #"{"id": 4, "name": "item 64"}"#])
            }
        }
        #expect(contents(directory.state + "/items") == "one\ntwo\nthree\n")
        #expect(directory.traces.count == 2)
        #expect(directory.traces.remains == [])
    }

    @Test func aDaemonOfTheServiceDoesNotSurviveIt() async throws {
        let directory = try ServiceDirectory(faults: "daemonises")
        let running = try await directory.subject().start()
        #expect(try await eventually { directory.traces.count == 2 })
        #expect(!directory.traces.remains.isEmpty)
        await running.stop()
        #expect(directory.traces.remains == [])
    }

    @Test func theBodysErrorStopsTheServiceToo() async throws {
        let directory = try ServiceDirectory()
        let subject = try directory.subject()
        let found = await inconclusive { () throws(MeasuringError) in
            try await subject.whileRunning { _ throws(MeasuringError) in
                throw MeasuringError(.tooNoisy, "on purpose")
            }
        }
        #expect(found == Inconclusive(.tooNoisy, "on purpose"))
        #expect(directory.traces.remains == [])
    }

    @Test func aServiceThatDiesAtItsStartSaysWhyWithoutItsSecrets() async throws {
        let directory = try ServiceDirectory(faults: "dies-at-start")
        let found = try await directory.failureToStart(itemService())
        let detail =
            "candidate ended with exit 1 before it was ready; it printed: starting | no licence for ***"
        #expect(found == Inconclusive(.serviceDied, detail))
    }

    @Test func aServiceThatNeverGetsReadyIsStopped() async throws {
        let directory = try ServiceDirectory(faults: "never-ready")
        let found = try await directory.failureToStart(itemService(readyWithin: .milliseconds(1500)))
        #expect(found?.reason == .serviceNotReady)
        let words = "candidate: GET /health did not answer 2xx on PAWL_PORT within 1.5 s, last: "
        #expect(found?.detail.said?.unescaped.hasPrefix(words) == true)
        #expect(directory.traces.remains == [])
    }

    @Test func aServiceOnAnotherPortIsNotReady() async throws {
        let directory = try ServiceDirectory()
        let start = DeclaredCommand.shell("PAWL_PORT=0 exec python3 -S service.py")
        let found = try await directory.failureToStart(
            itemService(start: start, readyWithin: .milliseconds(500)))
        let detail = "candidate: GET /health did not answer 2xx on PAWL_PORT within 500 ms, last: refused"
        #expect(found == Inconclusive(.serviceNotReady, detail))
        #expect(directory.traces.remains == [])
    }

    @Test(
        "an unknown program is named",
        arguments: [
            (
                DeclaredCommand.direct(["no-such-program"]), Inconclusive.Reason.toolMissing,
                "candidate: no-such-program: error: could not be started: no such file or directory"
            ),
            (
                .shell("exec no-such-program"), .serviceDied,
                "candidate ended with exit 127 before it was ready; "
                    + "it printed: /bin/sh: 1: exec: no-such-program: not found"
            ),
        ])
    func unknownProgram(start: DeclaredCommand, reason: Inconclusive.Reason, detail: String) async throws {
        let found = try await ServiceDirectory().failureToStart(itemService(start: start))
        #expect(found == Inconclusive(reason, detail))
    }

    @Test func aMissingStateIsToldBeforeAnythingStarts() async throws {
        let directory = try ServiceDirectory()
        let subject = try directory.subject()
        try removeTree(directory.state)
        let found = await inconclusive { () throws(MeasuringError) in _ = try await subject.start() }
        #expect(found?.reason == .dataNotReady)
        #expect(found?.detail.said?.unescaped.contains("\n") == false)
        #expect(directory.traces.count == 0)
    }

    @Test func cancellingAStartLeavesNothing() async throws {
        let directory = try ServiceDirectory(faults: "never-ready")
        let subject = try directory.subject(itemService(readyWithin: .seconds(600)))
        let task = Task { await inconclusive { () throws(MeasuringError) in _ = try await subject.start() } }
        #expect(try await eventually { directory.traces.count == 1 })
        task.cancel()
        #expect(await task.value == Inconclusive(.interrupted, "while the candidate was starting"))
        #expect(directory.traces.remains == [])
    }

    @Test func aCancelledTaskStartsNothing() async throws {
        let directory = try ServiceDirectory()
        let subject = try directory.subject()
        let found = await Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return await inconclusive { () throws(MeasuringError) in _ = try await subject.start() }
        }.value
        #expect(found == Inconclusive(.interrupted, "before the candidate was started"))
        #expect(directory.traces.count == 0)
    }
}
