import GateModel
import Judging
import ServiceFixture
import Stages
import Testing

/// What is recorded of fresh processes before they are measured, and which inputs they get then.
@Suite struct StartSamplesTests {
    private let short = Stage.Kind.regress(.init(pairs: 3, blocks: 2))
    private let worse = Rule.Condition.compare(.lessOrEqual, .relativeShare(0.5), or: nil)

    @Test("the time to ready and what each warm-up took are one number a block and side")
    func starts() async throws {
        let repository = try await ItemRepository()
        let rules = [rule("ready_time", worse, .median), rule("response_time", worse, .warmup)]
        let run = try await repository.run(stage(short, rules))
        #expect(run.common.failure == nil)
        let ready = try #require(run.samples("ready_time", nil))
        #expect(ready.map(\.baseline.count) == [1, 1] && ready.map(\.candidate.count) == [1, 1])
        let longest = try #require(run.blocks.startSeconds)
        #expect(
            ready.allSatisfy { ($0.candidate[0].value ?? 0) > 0 && ($0.candidate[0].value ?? .infinity) < 30 }
        )
        #expect(longest > 0)
        for operation in ["read-item", "add-item"] {
            let warmUps = try #require(run.samples("warmup(response_time)", operation))
            #expect(warmUps.map(\.baseline.count) == [1, 1] && warmUps.map(\.candidate.count) == [1, 1])
            #expect(warmUps.flatMap { $0.baseline + $0.candidate }.allSatisfy { ($0.value ?? 0) > 0 })
        }
        #expect(run.blocks.inputs == [])
    }

    @Test("the time to ready is the service's own: copies of the data are not in it")
    func slowCopies() async throws {
        let repository = try await ItemRepository()
        let data = Service.DataSet(
            seed: seededItems.seed,
            copy: .shell("sleep 3; cp -R \"$PAWL_STATE_FROM/.\" \"$PAWL_STATE\""), drop: .shell("true"),
            migrate: seededItems.migrate, fingerprint: nil, counts: seededItems.counts)
        let once = Stage.Kind.regress(.init(pairs: 1, blocks: 1))
        let run = try await repository.run(
            stage(once, [rule("ready_time", worse, .median)]), service: itemService(data: data))
        #expect(run.common.failure == nil)
        let ready = try #require(run.samples("ready_time", nil)).flatMap { $0.baseline + $0.candidate }
        let start = try #require(run.blocks.startSeconds)
        #expect(start >= 3)
        #expect(ready.count == 2 && ready.allSatisfy { ($0.value ?? .infinity) <= start - 3 })
    }

    @Test("a warm-up in which an operation fails has failed")
    func failedWarmUp() async throws {
        let repository = try await ItemRepository(candidate: "fails")
        let run = try await repository.run(stage(short, [rule("response_time", worse, .warmup)]))
        let warmUps = try #require(run.samples("warmup(response_time)", "read-item"))
        #expect(warmUps.map(\.candidate) == [[.failed("status 500")], [.failed("status 500")]])
        #expect(warmUps.flatMap(\.baseline).allSatisfy { $0.value != nil })
    }

    @Test("each pair has its input, where a rule judges inputs one by one")
    func inputs() async throws {
        let repository = try await ItemRepository()
        let run = try await repository.run(stage(short, [rule("response_time", worse, .worst)]))
        let inputs = try #require(run.blocks.inputs.first { $0.operation == "read-item" })
        #expect(inputs.blocks.map(\.count) == [3, 3])
        #expect(inputs.names.allSatisfy { $0.hasPrefix("item=") && !$0.contains(",") })
        #expect(run.samples("ready_time", nil) == nil)
    }
}
