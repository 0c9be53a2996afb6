import GateModel
import Glibc
import Judging
import Measuring
import Processes
import ServiceFixture
import Stages
import Synchronization
import Testing

/// Each starts a real Locust master and real workers on the loopback address.
@Suite(.enabled(if: Locust.isInstalled, "locust is not installed"))
struct LocustStageTests {
    private static let rules = [
        noErrors, rule("queries", .range(2, 4), .max), rule("response_time", .range(0, 10), .max),
    ]

    private func scale(
        _ load: LoadModel = .closed(ClosedLoad(users: 3, amount: .operations(4))), workers: Int = 2,
        _ rules: [Rule] = Self.rules
    ) -> Stage {
        stage(.scale(.init(load, engine: .locust(LocustWorkers(count: workers)))), rules)
    }

    @Test("two workers ask what Pawl's own users would, and the verdicts are the same")
    func twoWorkers() async throws {
        let locust = try Locust()
        let repository = try await ItemRepository(passing: locust.caller)
        let stage = scale()
        let run = try await repository.run(stage)
        #expect(run.common.failure == nil)
        #expect(run.scale.load?.engine == "locust 2.47.0, 2 workers")
        // 3 users × 4 times; a write is followed by its read, so two queries and two.
        #expect(
            run.samples("queries", "read-item") == [Block(candidate: Array(repeating: .value(2), count: 12))])
        #expect(
            run.samples("queries", "add-item") == [Block(candidate: Array(repeating: .value(4), count: 12))])
        #expect(
            run.samples("errors", "add-item") == [Block(candidate: Array(repeating: .value(0), count: 12))])
        let times = try #require(run.samples("response_time", "read-item")?.first?.candidate)
        #expect(times.count == 12 && times.allSatisfy { ($0.value ?? 0) > 0 })
        #expect(
            run.scale.load?.summary.requests == 24 && run.scale.load?.summary.errors == 0
                && run.scale.load?.summary.doubts == [])
        let judged = repository.judged(run, stage)
        #expect(judged.verdict == .pass)
        let own = Stage(
            kind: .scale(.init(users: 3, operationsPerUser: 4)), rules: stage.rules,
            operations: stage.operations, within: nil, position: stage.position)
        let ownJudged = repository.judged(try await repository.run(own), own)
        #expect(judged.judgements.map(\.id) == ownJudged.judgements.map(\.id))
        #expect(judged.judgements.map(\.verdict) == ownJudged.judgements.map(\.verdict))
        #expect(locust.started("master").count == 1 && locust.started("worker").count == 2)
        #expect(repository.traces.remains == [] && locust.remains == [])
    }

    @Test("failures are violations, by the words that Pawl's own users have for them")
    func violation() async throws {
        let locust = try Locust()
        let repository = try await ItemRepository(candidate: "fails", passing: locust.caller)
        let stage = scale()
        let run = try await repository.run(stage)
        #expect(run.common.failure == nil)
        #expect(run.scale.load?.summary.failures == [LoadSummary.FailureCount(kind: "status 500", count: 24)])
        #expect(
            run.samples("queries", "add-item")
                == [Block(candidate: Array(repeating: .failed("status 500"), count: 12))])
        #expect(run.samples("throughput", "add-item") == [Block(candidate: [.value(0)])])
        let judged = repository.judged(run, stage)
        #expect(judged.verdict == .violation)
        let own = Stage(
            kind: .scale(.init(users: 3, operationsPerUser: 4)), rules: stage.rules,
            operations: stage.operations, within: nil, position: stage.position)
        let ownJudged = repository.judged(try await repository.run(own), own)
        #expect(judged.judgements.map(\.verdict) == ownJudged.judgements.map(\.verdict))
    }

    @Test("what goes wrong has the same name in both engines", arguments: ["hangs-up", "forgets-id silent"])
    func sameFailures(fault: String) async throws {
        let locust = try Locust()
        let repository = try await ItemRepository(candidate: fault, passing: locust.caller)
        let stage = scale()
        let run = try await repository.run(stage)
        let own = try await repository.run(
            Stage(
                kind: .scale(.init(users: 3, operationsPerUser: 4)), rules: stage.rules,
                operations: stage.operations, within: nil, position: stage.position))
        #expect(run.scale.load?.summary.failures == own.scale.load?.summary.failures)
        #expect(run.common.failure == own.common.failure)
        #expect(run.samples("queries", "read-item") == own.samples("queries", "read-item"))
    }

    @Test("a rate is shared out among the workers, and its ramp counts for nothing")
    func rate() async throws {
        let locust = try Locust()
        let repository = try await ItemRepository(passing: locust.caller)
        let load = OpenLoad(rate: 40, time: .seconds(1), ramp: .seconds(1))
        let stage = scale(.open(load))
        let run = try await repository.run(stage)
        // 40 in a second, and 20 before them while the rate grows.
        #expect(run.scale.load?.summary.requests == 40 && run.scale.load?.summary.errors == 0)
        let seconds = try #require(run.scale.load?.summary.seconds)
        #expect((1...10).contains(seconds))
    }

    @Test("requests that went out late make the load inconclusive")
    func late() async throws {
        let locust = try Locust()
        let repository = try await ItemRepository(candidate: "slow", passing: locust.caller)
        // Ten a second for each of two workers, over one connection each that answers five a second.
        let load = OpenLoad(rate: 20, time: .seconds(1), connections: 2)
        let run = try await repository.run(scale(.open(load)))
        #expect(run.common.failure?.reason == .loadNotSent)
        guard case .late(let count, let waited) = run.scale.load?.summary.doubts.first else {
            Issue.record("nothing was late: \(String(describing: run.scale.load?.summary))")
            return
        }
        #expect((5...20).contains(count) && (5...count).contains(waited))
        #expect(run.samples("errors", "read-item") != nil)
        #expect(repository.judged(run, scale(.open(load))).verdict.word == "inconclusive")
    }

    @Test("a machine without Locust is inconclusive, with the line that installs it")
    func missing() async throws {
        let repository = try await ItemRepository()
        let run = try await repository.run(scale())
        let why = Inconclusive(.toolMissing, "locust is not on the PATH; python3 -m pip install locust")
        #expect(run.common.failure == why)
        #expect(run.samples == [])
        #expect(repository.judged(run, scale()).verdict == .inconclusive(why))
        #expect(repository.traces.remains == [])
    }

    @Test(
        "a Locust that does not start is inconclusive, with what it printed",
        arguments: [
            (
                "echo no module gevent >&2; exit 3",
                Inconclusive(
                    .notEvaluated, "the Locust master ended with exit 3; it printed: no module gevent")
            ),
            // As of a launcher that finds none.
            (
                "exit 127",
                Inconclusive(.toolMissing, "locust is not on the PATH; python3 -m pip install locust")
            ),
        ])
    func broken(script: String, why: Inconclusive) async throws {
        let directory = try TemporaryDirectory(prefix: "pawl-test-")
        // Whichever ends first is named: here the master.
        let workersWait = "[ \"$1\" = --master ] || exec sleep 60"
        try durableWrite(
            Array("#!/bin/sh\n\(workersWait)\n\(script)\n".utf8), to: "\(directory.path)/locust", mode: 0o700)
        let repository = try await ItemRepository(passing: ["PATH": "\(directory.path):/usr/bin:/bin"])
        let run = try await repository.run(scale())
        #expect(run.common.failure == why)
        #expect(repository.traces.remains == [])
    }

    @Test("a worker that is killed under load makes it inconclusive, and nothing goes on")
    func killedWorker() async throws {
        let locust = try Locust()
        let repository = try await ItemRepository(passing: locust.caller)
        let stage = scale(.closed(ClosedLoad(users: 2, amount: .operations(100_000))))
        let run = try await repository.run(
            stage,
            progress: { progress in
                // It is under load.
                guard progress.text == "2 users × 100000 operations of each kind" else { return }
                if let worker = locust.started("worker").first { kill(worker, SIGKILL) }
            })
        #expect(run.common.failure?.reason == .workerLost)
        #expect(run.samples == [])
        #expect(repository.judged(run, stage).verdict.word == "inconclusive")
        #expect(repository.traces.remains == [] && locust.remains == [])
    }

    @Test(
        "who sends results and is no worker of Pawl's ends the load, connected as one or not",
        arguments: [true, false])
    func stranger(connects: Bool) async throws {
        let locust = try Locust(beside: "stranger", connects: connects)
        let repository = try await ItemRepository(passing: locust.caller)
        let stage = scale(.closed(ClosedLoad(users: 2, amount: .operations(100_000))))
        let run = try await repository.run(stage)
        #expect(
            run.common.failure
                == Inconclusive(
                    .foreignConnection,
                    "'stranger' sent results to Locust's master, and is no worker of this load"))
        #expect(run.samples == [])
        #expect(repository.judged(run, stage).verdict.word == "inconclusive")
        #expect(repository.traces.remains == [] && locust.remains == [])
    }

    @Test("a service that dies under the load is inconclusive as ever")
    func deadService() async throws {
        let locust = try Locust()
        let repository = try await ItemRepository(candidate: "dies-midway", passing: locust.caller)
        let run = try await repository.run(scale())
        #expect(run.common.failure?.reason == .serviceDied)
        #expect(run.samples == [])
        #expect(repository.traces.remains == [] && locust.remains == [])
    }

    @Test("cancelling ends master and workers")
    func cancelled() async throws {
        let locust = try Locust()
        let repository = try await ItemRepository(passing: locust.caller)
        let stage = scale(.closed(ClosedLoad(users: 2, amount: .operations(100_000))))
        let run = try await repository.run(stage) { locust.started("worker").count == 2 }
        #expect(run.common.failure?.reason == .interrupted)
        #expect(repository.traces.remains == [] && locust.remains == [])
    }

    private func elsewhere(
        _ port: UInt16, wait: Duration, times: Int, host: String = "127.0.0.1"
    ) -> Stage {
        let place = LocustWorkers.Place.elsewhere(
            .init(address: "127.0.0.1", port: Int(port), host: host, wait: wait))
        let load = LoadModel.closed(ClosedLoad(users: 2, amount: .operations(times)))
        return stage(
            .scale(.init(load, engine: .locust(LocustWorkers(count: 2, place: place)))), Self.rules)
    }

    /// As people start them, on other machines too; each as soon as the master listens, so that a busy host does not leave
    /// them asking for it. Each has a TMPDIR of its own: a Locust worker writes the script there before it reads it, always
    /// under the same name, so two in one directory may read a half-written one.
    private func workers(_ locust: Locust, _ port: UInt16) async throws -> [RunningService] {
        var workers: [RunningService] = []
        for number in 0..<2 {
            let isThere = "(exec 3<>/dev/tcp/127.0.0.1/\(port)) 2>/dev/null"
            let worker = "locust --worker -f - --master-host 127.0.0.1 --master-port \(port)"
            let words = ["bash", "-c", "until \(isThere); do sleep 0.1; done; exec \(worker)"]
            workers.append(
                try await RunningService.start(
                    Command(.direct(words), directory: "/", environment: try locust.caller(number))))
        }
        return workers
    }

    @Test("workers that others start get the script from the master")
    func elsewhere() async throws {
        let locust = try Locust()
        let repository = try await ItemRepository(passing: locust.caller)
        let port = try freePort()
        let workers = try await workers(locust, port)
        let stage = elsewhere(port, wait: .seconds(60), times: 3)
        let run = try await repository.run(stage)
        #expect(
            run.common.failure == nil,
            "\(workers.map { ($0.hasEnded, lastLines($0.output, $0.errorOutput)) })")
        #expect(run.scale.load?.engine == "locust 2.47.0, 2 workers")
        #expect(run.scale.load?.summary.requests == 12)
        #expect(repository.judged(run, stage).verdict == .pass)
        for worker in workers { try await worker.stop(grace: .zero) }
    }

    /// It has connected, so the master knows its name.
    @Test("a worker elsewhere without the word ends the load")
    func strangerElsewhere() async throws {
        let locust = try Locust(beside: "stranger", connects: true)
        let repository = try await ItemRepository(passing: locust.caller)
        let run = try await repository.run(elsewhere(freePort(), wait: .seconds(60), times: 3))
        #expect(
            run.common.failure
                == Inconclusive(
                    .foreignConnection,
                    "'stranger' sent results to Locust's master, and is no worker of this load; start workers with the "
                        + "PAWL_LOCUST_WORD of the line that says how"))
        #expect(run.samples == [])
        #expect(repository.traces.remains == [] && locust.remains == [])
    }

    @Test(
        "where the caller has no word for workers elsewhere, the line that says how to start them has a new one"
    )
    func newWord() async throws {
        let locust = try Locust()
        let path = locust.caller.filter { $0.key == "PATH" }
        let repository = try await ItemRepository(passing: path)
        let port = try freePort()
        var words: Set<String> = []
        for _ in 0..<2 {
            let said = Mutex<[String]>([])
            let run = try await repository.run(elsewhere(port, wait: .milliseconds(1), times: 3)) {
                progress in
                said.withLock { $0.append(progress.text) }
            }
            #expect(run.common.failure?.reason == .workerLost)
            let line = try #require(said.withLock { $0 }.first { $0.contains("locust --worker") })
            let match = try #require(
                line.wholeMatch(
                    of: #/waiting .+: PAWL_LOCUST_WORD=(\w+) TMPDIR=\$\(mktemp -d\) locust --worker -f - .+/#)
            )
            words.insert(String(match.1))
        }
        #expect(words.count == 2 && words.allSatisfy { $0.count > 12 })
    }

    @Test("a worker elsewhere that goes makes it inconclusive")
    func lostElsewhere() async throws {
        let locust = try Locust()
        let repository = try await ItemRepository(passing: locust.caller)
        let port = try freePort()
        let workers = try await workers(locust, port)
        let stage = elsewhere(port, wait: .seconds(60), times: 100_000)
        let run = try await repository.run(
            stage,
            progress: { progress in
                guard progress.text == "2 users × 100000 operations of each kind" else { return }
                kill(workers[1].processID, SIGKILL)
            })
        #expect(run.common.failure?.reason == .workerLost)
        #expect(run.common.failure?.detail.said?.unescaped.hasSuffix(" was lost under load") == true)
        #expect(run.samples == [])
        for worker in workers { try await worker.stop(grace: .zero) }
        #expect(repository.traces.remains == [] && locust.remains == [])
    }

    @Test("workers that do not come are waited for so long, and no longer")
    func nobodyComes() async throws {
        let locust = try Locust()
        let repository = try await ItemRepository(passing: locust.caller)
        let port = try freePort()
        let run = try await repository.run(elsewhere(port, wait: .milliseconds(500), times: 1))
        #expect(
            run.common.failure
                == Inconclusive(
                    .workerLost, "0 of 2 Locust workers connected on 127.0.0.1:\(port) within 500 ms"))
        #expect(repository.traces.remains == [] && locust.remains == [])
    }

    @Test("workers elsewhere that do not find the service say under which address")
    func wrongHost() async throws {
        let locust = try Locust()
        let repository = try await ItemRepository(passing: locust.caller)
        let port = try freePort()
        let workers = try await workers(locust, port)
        // The service listens on 127.0.0.1 alone.
        let run = try await repository.run(
            elsewhere(port, wait: .seconds(60), times: 1, host: "127.0.0.2"))
        #expect(run.common.failure?.reason == .serviceNotReady)
        #expect(
            run.common.failure?.detail.said?.unescaped.contains(" does not reach http://127.0.0.2:") == true)
        #expect(run.common.failure?.detail.said?.unescaped.hasSuffix(": refused") == true)
        for worker in workers { try await worker.stop(grace: .zero) }
    }
}
