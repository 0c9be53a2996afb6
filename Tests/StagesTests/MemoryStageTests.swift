import GateModel
import Judging
import Measuring
import ServiceFixture
import Stages
import Testing

@Suite struct MemoryStageTests {
    private func memory(
        _ rules: [Rule], atLeast: Duration = .zero, most: Int, cleanup: Stage.Memory.Cleanup? = nil
    ) -> Stage {
        stage(.memory(.init(atLeast: atLeast, maximumOperations: most, cleanup: cleanup)), rules)
    }

    private func growth(below bytes: Double) -> Rule {
        rule("memory", .compare(.lessOrEqual, .absolute(bytes), or: nil), .growth)
    }

    private let peak = rule("memory", .compare(.lessOrEqual, .absolute(1e12), or: nil), .peak)

    @Test func threeProcessesAreReadBeforeUnderAndAfterLoad() async throws {
        let repository = try await ItemRepository()
        let run = try await repository.run(memory([peak], most: 20))
        #expect(run.failure == nil)
        #expect(run.memory.map(\.readings.count) == [2, 2, 2])
        #expect(run.memory.map(\.operationsPerReading) == [10, 10, 10])
        for group in run.memory {
            let after = try #require(group.idleAfter)
            #expect(group.peak >= max(group.idleBefore, after, group.readings[0], group.readings[1]))
            #expect(group.idleBefore > 1_000_000)
            #expect(group.failures == [])
        }
        #expect(repository.traces.count == 3)
        #expect(repository.traces.remains == [])
    }

    @Test func readingsBeyondTheMostOperationsAreNotKept() async throws {
        let repository = try await ItemRepository()
        // Some hundred operations fit into that time; if only twenty do, there are two readings as well.
        let run = try await repository.run(memory([peak], atLeast: .milliseconds(300), most: 20))
        #expect(run.memory.map(\.readings.count) == [2, 2, 2])
    }

    @Test func aLeakEndsTheStageAtTheFirstLook() async throws {
        let repository = try await ItemRepository(candidate: "leaks")
        // 100 kB are kept of each request, and 1 kB is allowed.
        let stage = memory([growth(below: 1000)], most: 4800)
        let run = try await repository.run(stage)
        #expect(run.failure == nil)
        #expect(run.memory.map(\.readings.count) == [60])
        #expect(repository.judged(run, stage).verdict == .violation)
    }

    @Test func noLeakIsDecidedAtTheFirstLookToo() async throws {
        let repository = try await ItemRepository()
        // A megabyte an operation is far more than a busy interpreter moves about.
        let run = try await repository.run(memory([growth(below: 1_000_000)], most: 4800))
        #expect(run.memory.map(\.readings.count) == [60, 60, 60])
    }

    @Test func failuresUnderLoadAreKept() async throws {
        let repository = try await ItemRepository(candidate: "fails")
        let run = try await repository.run(memory([peak], most: 10))
        #expect(run.memory.first?.failures == Array(repeating: "status 500", count: 10))
    }

    @Test func aCleanupThatFailsIsTold() async throws {
        let repository = try await ItemRepository()
        let request = RequestTemplate(method: "GET", target: "/cleanup")
        let run = try await repository.run(
            memory([peak], most: 10, cleanup: .init(every: 5, request: request)))
        #expect(run.failure == Inconclusive(.failedOperations, "cleanup, GET /cleanup: status 404"))
        #expect(run.memory == [])
        #expect(repository.traces.remains == [])
    }

    @Test func aServiceThatDiesUnderLoadIsInconclusive() async throws {
        let repository = try await ItemRepository(candidate: "dies-midway")
        let run = try await repository.run(memory([peak], most: 10))
        #expect(
            run.failure
                == Inconclusive(.serviceDied, "candidate ended with exit 7; it printed: out of items, ***"))
        #expect(run.memory == [])
        #expect(repository.traces.remains == [])
    }

    @Test func cancellingMidwayLeavesNothing() async throws {
        let repository = try await ItemRepository()
        let run = try await repository.run(memory([peak], atLeast: .seconds(600), most: 10)) {
            repository.traces.count == 1
        }
        #expect(run.failure?.reason == .interrupted)
        #expect(repository.traces.remains == [])
    }

    @Test func readingsAreAsFarApartAsDeclared() async throws {
        let repository = try await ItemRepository()
        let every = Stage.Memory(atLeast: .zero, maximumOperations: 20, every: 5, cleanup: nil)
        let run = try await repository.run(stage(.memory(every), [peak]))
        #expect(run.memory.map(\.readings.count) == [4, 4, 4])
        #expect(run.memory.map(\.operations) == [20, 20, 20])
        let seconds = try #require(run.memory[0].seconds)
        #expect(seconds == seconds.sorted())
        #expect(try #require(run.memory[0].loadSeconds) >= seconds[3])
    }

    @Test func theBaselineIsMeasuredWhereARuleCompares() async throws {
        let repository = try await ItemRepository()
        let rules = [rule("memory", .compare(.lessOrEqual, .relativeShare(0.5), or: nil), .steady)]
        let stage = memory(rules, most: 20)
        let run = try await repository.run(stage)
        #expect(run.failure == nil)
        #expect(
            run.memory.map(\.side) == [.baseline, .candidate, .baseline, .candidate, .baseline, .candidate])
        #expect(repository.judged(run, stage).verdict == .pass)
        #expect(repository.traces.remains == [])
    }

    @Test func aLeakBeyondTheBaselineIsAViolation() async throws {
        let repository = try await ItemRepository(candidate: "leaks")
        let rules = [rule("memory", .compare(.lessOrEqual, .relativeAmount(1000), or: nil), .growth)]
        let stage = memory(rules, most: 600)
        let run = try await repository.run(stage)
        #expect(run.memory.map(\.readings.count) == [60, 60])
        #expect(repository.judged(run, stage).verdict == .violation)
    }
}
