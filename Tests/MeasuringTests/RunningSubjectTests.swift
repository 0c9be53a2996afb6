import GateModel
import Measuring
import Processes
import ServiceFixture
import Testing

@Suite struct RunningSubjectTests {
    @Test func aServiceTellsNumbersOfItself() async throws {
        let directory = try ServiceDirectory()
        let missing = RequestTemplate(method: "GET", target: "/items/99")
        let expected: [(Metric.Source, Observed)] = [
            (.json(pointer: "/score", of: itemService().ready), .value(97.5)),
            (.json(pointer: "/name", of: itemService().ready), .notANumber),
            (.json(pointer: "/missing", of: itemService().ready), .silent),
            (.json(pointer: "/error", of: missing), .failed("status 404")),
            // "one\ntwo\nthree\n"
            (.command(.shell("wc -c < \"$PAWL_STATE/items\"")), .value(14)),
            (.command(.shell("test -n \"$PAWL_PORT\" && pwd | grep -c pawl-test-")), .value(1)),
            (.command(.shell("echo 1 2")), .notANumber),
            (.command(.shell("echo nan")), .notANumber),
            (.command(.shell(":")), .silent),
            (.command(.shell("echo 5; exit 3")), .failed("exit 3")),
            (
                .command(.direct(["no-such-program"])),
                .failed(
                    "no-such-program: no-such-program: error: could not be started: no such file or directory"
                )
            ),
        ]
        try await directory.whileRunning { running throws(MeasuringError) in
            for (source, observed) in expected {
                let seen = await running.observe(metric("own", source), instruments: directory.instruments)
                #expect(seen == observed)
            }
        }
    }

    @Test func anEndIsKnownSoonAfterItsFirstSign() async throws {
        let directory = try ServiceDirectory(faults: "dies-midway")
        let read = DrawnInput(operation: readItem, values: ["item": "1"])
        let death = try await directory.whileRunning { running throws(MeasuringError) in
            var outcomes: [OperationOutcome] = []
            for _ in 1...5 { outcomes.append(await running.performer.perform(read)) }
            #expect(outcomes.map { $0.failure?.hasNoAnswer ?? false } == [false, false, false, false, true])
            return await running.death(isLikely: true)
        }
        let detail = "candidate ended with exit 7; it printed: out of items, ***"
        #expect(death?.inconclusive == Inconclusive(.serviceDied, detail))
    }

    @Test func memoryIsReadUntilTheServiceEnds() async throws {
        let directory = try ServiceDirectory(faults: "leaks dies-midway")
        let read = DrawnInput(operation: readItem, values: ["item": "1"])
        try await directory.whileRunning { running throws(MeasuringError) in
            let sampler = try await MemorySampler(running, mostReadings: 480, least: 14)
            var group = try await sampler.group(operationsPerReading: 10)
            #expect(group.idleBefore > 1_000_000)
            let began = ContinuousClock.now
            try await sampler.read(into: &group, since: began)
            try await sampler.note(&group)
            #expect(group.readings.count == 1)
            #expect(group.seconds?.count == 1)
            #expect(group.peak >= group.readings[0])
            #expect(group.processes == 1)
            #expect((group.highWater ?? 0) >= group.readings[0])
            let shares = group.proportional?.idleBefore ?? 0
            #expect(shares > 500_000)
            #expect(shares <= group.idleBefore)
            for _ in 1...5 { _ = await running.performer.perform(read) }
            #expect(await running.death(isLikely: true) != nil)
            let found = await inconclusive { () throws(MeasuringError) in _ = try await sampler.resident() }
            #expect(found?.reason == .serviceDied)
        }
    }
}
