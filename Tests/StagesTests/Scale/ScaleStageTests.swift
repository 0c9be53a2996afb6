import GateModel
import Judging
import Measuring
import ServiceFixture
import Stages
import Testing

@Suite struct ScaleStageTests {
    private func scale(_ rules: [Rule], users: Int = 3, each: Int = 4) -> Stage {
        stage(.scale(.init(users: users, operationsPerUser: each)), rules)
    }

    @Test func everyUserPerformsEveryOperationOnAConnectionThatIsOpenAlready() async throws {
        let repository = try await ItemRepository(baseline: "fails")
        let stage = scale([
            rule("seen_connections", .range(0, 100), .max), rule("throughput", .range(0, 1e9)),
        ])
        let run = try await repository.run(stage)
        #expect(run.common.failure == nil)
        // One connection asked whether the service is ready, three are the users'; none is opened under load.
        let reads = [Block(candidate: Array(repeating: .value(4), count: 12))]
        #expect(run.samples("seen_connections", "read-item") == reads)
        // A write and its read: 4 + 4.
        let writes = [Block(candidate: Array(repeating: .value(8), count: 12))]
        #expect(run.samples("seen_connections", "add-item") == writes)
        #expect(run.samples("response_time", "read-item")?.first?.candidate.compactMap(\.value).count == 12)
        #expect(run.samples("throughput", "read-item")?.first?.candidate.count == 1)
        #expect(repository.judged(run, stage).verdict == .pass)
        #expect(repository.traces.count == 1)
        #expect(repository.traces.remains == [])
    }

    @Test func countersRiseByTheWholeLoad() async throws {
        let repository = try await ItemRepository()
        let nothing = Rule.Condition.range(0, 1e9)
        let run = try await repository.run(
            scale([rule("queries_total", nothing), rule("cpu_time", nothing)]))
        #expect(run.common.failure == nil)
        // Each user's 4 reads and 4 writes: 12 requests with two queries each, for 8 operations.
        #expect(run.samples("queries_total", nil) == [Block(candidate: [.value(3)])])
        let seconds = try #require(run.samples("cpu_time", nil)?.first?.candidate.first?.value)
        #expect((1e-6...1).contains(seconds))
    }

    @Test func aRateSendsAsManyRequestsAsItSaysAndSharesThemOut() async throws {
        let repository = try await ItemRepository()
        let stage = stage(
            .scale(Stage.Scale(.open(OpenLoad(rate: 200, time: .seconds(1))))),
            [rule("response_time", .range(0, 1e9), .quantile(0.95)), noErrors])
        // Whether some were late, and so whether this can be judged, is the host's affair.
        let run = try await repository.run(stage)
        let counts = ["read-item", "add-item"].compactMap {
            run.samples("errors", $0)?.first?.candidate.count
        }
        #expect(counts.count == 2 && counts.reduce(0, +) == 200 && counts.allSatisfy { $0 >= 59 })
        #expect(run.scale.load?.summary.requests == 200 && run.scale.load?.summary.dropped == 0)
        #expect(repository.traces.remains == [])
    }

    @Test func withoutUsersAndRateARateIsFoundAndSentToFreshProcesses() async throws {
        let repository = try await ItemRepository()
        let stage = stage(.scale(Stage.Scale(nil)), [noErrors, rule("cpu_time", .range(0, 1e9))])
        let run = try await repository.run(stage, foundTime: .milliseconds(300))
        let load = try #require(run.scale.load?.summary)
        let found = try #require(load.found)
        #expect(found.processes == 4 && found.seconds >= 0.3)
        #expect(found.rate == max(found.reached / 2, 0.5))
        // The requests of the probe are not among them.
        let each = Int((found.rate * found.seconds).rounded(.down))
        #expect((4 * each...4 * (each + 1)).contains(load.requests + load.dropped))
        for operation in ["read-item", "add-item"] {
            #expect(run.samples("errors", operation)?.count == 4)
            #expect(run.samples("errors", operation)?.allSatisfy { !$0.candidate.isEmpty } == true)
        }
        #expect(run.samples("cpu_time", nil)?.map(\.candidate.count) == [1, 1, 1, 1])
        #expect(repository.traces.count == 4)
        #expect(repository.traces.remains == [])
    }

    @Test func whatEarlierProcessesShowedOutlivesACancelledStage() async throws {
        let repository = try await ItemRepository(candidate: "fails")
        let stage = stage(.scale(Stage.Scale(nil)), [noErrors])
        let run = try await repository.run(stage, foundTime: .seconds(1)) { repository.traces.count == 3 }
        #expect(run.common.failure?.reason == .interrupted)
        let blocks = try #require(run.samples("errors", "add-item"))
        #expect(blocks.count == 2 && blocks.allSatisfy { !$0.candidate.isEmpty })
        #expect(run.scale.load?.summary.found?.processes == 2)
        // It failed in them, whatever the others would have shown.
        #expect(repository.judged(run, stage).verdict == .violation)
        #expect(repository.traces.remains == [])
    }

    @Test func aLoadThatWasNotSentDecidesNothing() async throws {
        let repository = try await ItemRepository(candidate: "slow")
        // One connection, on which the second request already is late.
        let load = OpenLoad(rate: 50, time: .seconds(1), connections: 1)
        let stage = stage(.scale(Stage.Scale(.open(load))), [rule("errors", .range(0, 1))])
        let run = try await repository.run(stage)
        let result = repository.judged(run, stage)
        guard case .inconclusive(let why) = result.verdict else {
            Issue.record("\(result.verdict)")
            return
        }
        #expect(why.reason == .loadNotSent, "\(why)")
        #expect((run.scale.load?.summary.late ?? 0) > 0)
    }

    @Test func failuresUnderLoadAreViolations() async throws {
        let repository = try await ItemRepository(candidate: "fails")
        let run = try await repository.run(scale([noErrors]))
        #expect(
            run.samples("errors", "add-item") == [Block(candidate: Array(repeating: .value(1), count: 12))])
        #expect(run.samples("throughput", "add-item") == [Block(candidate: [.value(0)])])
        #expect(repository.judged(run, scale([noErrors])).verdict == .violation)
    }

    @Test func aServiceThatDiesUnderLoadIsInconclusive() async throws {
        let repository = try await ItemRepository(candidate: "dies-midway")
        let run = try await repository.run(scale([noErrors]))
        let why = Inconclusive(.serviceDied, "candidate ended with exit 7; it printed: out of items, ***")
        #expect(run.common.failure == why)
        #expect(run.samples == [])
        #expect(repository.judged(run, scale([noErrors])).verdict == .inconclusive(why))
        #expect(repository.traces.remains == [])
    }

    @Test func anEndWithTheLastAnswerIsNoticed() async throws {
        let repository = try await ItemRepository(candidate: "dies-when-asked")
        let run = try await repository.run(scale([noErrors, rule("farewell", .range(0, 1))]))
        #expect(run.common.failure == Inconclusive(.serviceDied, "candidate ended with exit 9"))
        #expect(run.samples == [])
    }

    @Test func cancellingUnderLoadIsNoFailureOfTheService() async throws {
        let repository = try await ItemRepository()
        let stage = scale([noErrors], users: 2, each: 1_000_000)
        let run = try await repository.run(stage) { repository.traces.count == 1 }
        #expect(run.common.failure?.reason == .interrupted)
        #expect(run.samples == [])
        #expect(repository.traces.remains == [])
    }
}
