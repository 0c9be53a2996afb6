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
        #expect(run.common.failure == nil)
        #expect(run.memory.groups.map(\.readings.count) == [2, 2, 2])
        #expect(run.memory.groups.map(\.operationsPerReading) == [10, 10, 10])
        for group in run.memory.groups {
            let after = try #require(group.idleAfter)
            #expect(group.peak >= max(group.idleBefore, after, group.readings[0], group.readings[1]))
            #expect(group.idleBefore > 1_000_000)
            #expect(group.failures == [])
        }
        #expect(repository.traces.count == 3)
        #expect(repository.traces.remains == [])
    }

    @Test func readingsBeyondTheMostOperationsAreKept() async throws {
        let repository = try await ItemRepository()
        // Some hundred operations fit into that time.
        let run = try await repository.run(memory([peak], atLeast: .milliseconds(500), most: 20))
        #expect(run.memory.groups.dropFirst().map(\.readings.count) == [2, 2])
        let first = run.memory.groups[0]
        #expect(first.readings.count > 2)
        #expect(first.readings.count == (first.operations ?? 0) / 10)
    }

    @Test func aLeakThatASecondProcessShowsIsAViolationAndItsOperationsAreNamed() async throws {
        let repository = try await ItemRepository(candidate: "leaks")
        // 100 kB are kept of each request, and 1 kB is allowed.
        let stage = memory([growth(below: 1000)], most: 1200)
        let run = try await repository.run(stage)
        #expect(run.common.failure == nil)
        #expect(run.memory.groups.map(\.readings.count) == [120, 120, 120, 60, 60])
        #expect(run.memory.groups.map(\.side) == [.candidate, .candidate, .baseline, .candidate, .candidate])
        #expect(
            run.memory.groups.map(\.load) == [nil, nil, nil, .alone("read-item"), .alone("add-item")])
        let judged = repository.judged(run, stage)
        #expect(judged.verdict == .violation)
        let notes = try #require(judged.violations.first).notes
        #expect(
            notes.contains { note in
                if case .baselineGrowth(_, .bytes, isBeyond: false) = note { true } else { false }
            })
        #expect(
            notes.contains { note in
                guard case .growthAlone(let operations, .bytes) = note else { return false }
                return operations.first?.operation == "read-item"
            })
    }

    @Test func whereNothingLeaksEveryOperationIsEmphasisedAndTheBaselineComesLast() async throws {
        let repository = try await ItemRepository()
        // A megabyte an operation is far more than a busy interpreter moves about.
        let stage = memory([growth(below: 1_000_000)], most: 600)
        let run = try await repository.run(stage)
        #expect(run.memory.groups.map(\.readings.count) == [60, 60, 60, 60, 60, 60])
        #expect(
            run.memory.groups.map(\.load)
                == [nil, nil, nil, .emphasising(["read-item"]), .emphasising(["add-item"]), nil])
        #expect(run.memory.groups.map(\.side) == Array(repeating: .candidate, count: 5) + [.baseline])
        #expect(repository.judged(run, stage).verdict == .pass)
    }

    @Test func threeTimesTheWorkInOldProcessesIsAViolation() async throws {
        let repository = try await ItemRepository(baseline: "works", candidate: "works works-more-from-301")
        // Some 600 requests, since what is added is read.
        let stage = memory([peak], most: 400)
        let run = try await repository.run(stage)
        #expect(
            run.memory.groups.map(\.side) == [
                .candidate, .candidate, .candidate, .baseline, .candidate, .baseline,
            ])
        let violations = repository.judged(run, stage).violations.map(\.id)
        #expect(violations == ["memory/age/read-item", "memory/age/add-item"])
    }

    @Test func otherLevelsOfTheTreeAreReadWhereRulesAreAboutThem() async throws {
        let repository = try await ItemRepository()
        let rules = ["descriptors", "threads", "connections", "disk"].map {
            rule($0, .compare(.lessOrEqual, .absolute(1e6), or: nil), .peak)
        }
        let stage = memory(rules, most: 20)
        let run = try await repository.run(stage)
        for group in run.memory.groups {
            let levels = try #require(group.levels)
            #expect(levels.map(\.metric) == [.descriptors, .threads, .connections, .disk])
            #expect(levels.map(\.readings.count) == [2, 2, 2, 2])
            // Three of its own, the listener and the connection; a thread for each connection; 51 bytes for twenty items.
            #expect(levels[0].peak >= 5)
            #expect(levels[1].peak >= 2)
            #expect(levels[2].peak >= 1)
            #expect(levels[3].idleBefore == 51)
            #expect(levels[3].readings[1] > 51)
        }
        #expect(repository.judged(run, stage).verdict == .pass)
    }

    @Test func failuresUnderLoadAreKept() async throws {
        let repository = try await ItemRepository(candidate: "fails")
        let run = try await repository.run(memory([peak], most: 10))
        #expect(run.memory.groups.first?.failures == Array(repeating: "status 500", count: 10))
    }

    @Test func aCleanupThatFailsIsTold() async throws {
        let repository = try await ItemRepository()
        let request = RequestTemplate(method: "GET", target: "/cleanup")
        let run = try await repository.run(
            memory([peak], most: 10, cleanup: .init(every: 5, request: request)))
        #expect(run.common.failure == Inconclusive(.failedOperations, "cleanup, GET /cleanup: status 404"))
        #expect(run.memory.groups == [])
        #expect(repository.traces.remains == [])
    }

    @Test func aServiceThatDiesUnderLoadIsInconclusive() async throws {
        let repository = try await ItemRepository(candidate: "dies-midway")
        let run = try await repository.run(memory([peak], most: 10))
        #expect(
            run.common.failure
                == Inconclusive(.serviceDied, "candidate ended with exit 7; it printed: out of items, ***"))
        #expect(run.memory.groups == [])
        #expect(repository.traces.remains == [])
    }

    @Test func cancellingMidwayLeavesNothing() async throws {
        let repository = try await ItemRepository()
        let run = try await repository.run(memory([peak], atLeast: .seconds(600), most: 10)) {
            repository.traces.count == 1
        }
        #expect(run.common.failure?.reason == .interrupted)
        #expect(repository.traces.remains == [])
    }

    @Test func readingsAreAsFarApartAsDeclared() async throws {
        let repository = try await ItemRepository()
        let every = Stage.Memory(atLeast: .zero, maximumOperations: 20, every: 5, cleanup: nil)
        let run = try await repository.run(stage(.memory(every), [peak]))
        #expect(run.memory.groups.map(\.readings.count) == [4, 4, 4])
        #expect(run.memory.groups.map(\.operations) == [20, 20, 20])
        let seconds = try #require(run.memory.groups[0].seconds)
        #expect(seconds == seconds.sorted())
        #expect(try #require(run.memory.groups[0].loadSeconds) >= seconds[3])
    }

    @Test func theBaselineIsMeasuredWhereARuleCompares() async throws {
        let repository = try await ItemRepository()
        let rules = [rule("memory", .compare(.lessOrEqual, .relativeShare(0.5), or: nil), .steady)]
        let stage = memory(rules, most: 20)
        let run = try await repository.run(stage)
        #expect(run.common.failure == nil)
        #expect(
            run.memory.groups.map(\.side) == [
                .baseline, .candidate, .baseline, .candidate, .baseline, .candidate,
            ])
        #expect(repository.judged(run, stage).verdict == .pass)
        #expect(repository.traces.remains == [])
    }

    @Test func aLeakBeyondTheBaselineIsAViolation() async throws {
        let repository = try await ItemRepository(candidate: "leaks")
        let rules = [rule("memory", .compare(.lessOrEqual, .relativeAmount(1000), or: nil), .growth)]
        let stage = memory(rules, most: 1200)
        let run = try await repository.run(stage)
        #expect(run.memory.groups.map(\.readings.count) == [120, 120, 120, 120, 60, 60])
        #expect(repository.judged(run, stage).verdict == .violation)
    }
}
