import GateModel
import Judging
import Measuring
import ServiceFixture
import Stages
import Testing

@Suite struct RegressStageTests {
    private let short = Stage.Kind.regress(.init(pairs: 3, blocks: 2))

    @Test func bothSidesGetTheSameInputs() async throws {
        let repository = try await ItemRepository(candidate: "more-queries")
        let condition = Rule.Condition.compare(.lessOrEqual, .relativeAmount(0), or: nil)
        let rules = ["queries", "body_bytes", "score", "state_size"].map { rule($0, condition) }
        let run = try await repository.run(stage(short, rules))
        #expect(run.common.failure == nil)
        let block = Block(
            baseline: [.value(2), .value(2), .value(2)], candidate: [.value(3), .value(3), .value(3)])
        #expect(run.samples("queries", "read-item") == [block, block])
        // A body's length tells which item was asked for, or added.
        for operation in ["read-item", "add-item"] {
            let blocks = try #require(run.samples("body_bytes", operation))
            #expect(blocks.map(\.baseline.count) == [3, 3])
            #expect(blocks.map(\.baseline) == blocks.map(\.candidate))
        }
        #expect(run.samples("response_time", "add-item")?.flatMap(\.candidate).compactMap(\.value).count == 6)
        let score = Block(baseline: [.value(97.5)], candidate: [.value(97.5)])
        #expect(run.samples("score", nil) == [score, score])
        // Writes are the same on both sides, warm-up included.
        let sizes = try #require(run.samples("state_size", nil))
        #expect(sizes.map(\.baseline) == sizes.map(\.candidate))
        #expect(run.blocks.maximumBlocks == 2)
        #expect(repository.traces.count == 4)
        #expect(repository.traces.remains == [])
    }

    @Test("counters rise by a block's work, and are shared out among its operations")
    func counters() async throws {
        let repository = try await ItemRepository(candidate: "fails")
        let nothing = Rule.Condition.range(0, 1e9)
        let rules = [rule("queries_total", nothing), rule("cpu_time", nothing)]
        let own = try await repository.run(stage(short, rules))
        #expect(own.common.failure == nil)
        // In each pair a read of one request and a write of two, with two queries each: 6 for 2 operations. Where
        // operations failed the work was another.
        let block = Block(baseline: [.value(3)], candidate: [.failed("status 500")])
        #expect(own.samples("queries_total", nil) == [block, block])
        let times = try #require(own.samples("cpu_time", nil))
        #expect(times.map(\.candidate) == [[.failed("status 500")], [.failed("status 500")]])
        let seconds = times.flatMap(\.baseline).compactMap(\.value)
        #expect(seconds.count == 2 && seconds.allSatisfy { (1e-6...1).contains($0) })
    }

    @Test("of processor time failures that a rule tolerates are left out, and others are not")
    func toleratedFailures() async throws {
        let repository = try await ItemRepository(candidate: "fails-every-seventh")
        func times(_ share: Double) async throws -> [Observed] {
            let errors = rule(
                "errors", .compare(.lessOrEqual, .absolute(share), or: nil), operations: ["read-item"])
            // Ten requests to one process have a seventh among them.
            let stage = stage(
                .regress(.init(pairs: 10, blocks: 2)), [errors, rule("cpu_time", .range(0, 1e9))],
                operations: ["read-item"])
            let run = try await repository.run(stage)
            #expect(run.common.failure == nil)
            return try #require(run.samples("cpu_time", nil)).flatMap(\.candidate)
        }
        let tolerated = try await times(0.5)
        #expect(tolerated.compactMap(\.value).count == 2)
        #expect(try await times(0) == [.failed("status 500"), .failed("status 500")])
    }

    @Test("a count beyond its limit is asked for again on both sides, until one is confirmed")
    func repeatedCounts() async throws {
        let nothingMore = Rule.Condition.compare(.lessOrEqual, .relativeAmount(0), or: nil)
        let counts = rule("queries", nothingMore, .mean, operations: ["read-item"])
        let plain = stage(short, [noErrors])
        let stage = stage(.regress(.init(pairs: 10, blocks: 2)), [counts], operations: ["read-item"])
        let more = try await ItemRepository(candidate: "more-queries")
        let always = try await more.run(stage)
        let three = { (value: Double) in [Observed](repeating: .value(value), count: 3) }
        let found = try #require(always.blocks.repeatedCounts.first)
        #expect(
            found.pairs == [.init(block: 0, pair: 0, again: Block(baseline: three(2), candidate: three(3)))])
        #expect(more.judged(always, stage).verdict == .violation)

        // Every seventh answer counts one more: one of ten at least, and at most one of the three that follow.
        let restless = try await ItemRepository(candidate: "more-every-seventh")
        let sometimes = try await restless.run(stage)
        let pairs = try #require(sometimes.blocks.repeatedCounts.first).pairs
        #expect(Set(pairs.map(\.block)) == [0, 1])
        #expect(pairs.allSatisfy { pair in pair.again.candidate.count { $0 == .value(3) } <= 1 })
        #expect(restless.judged(sometimes, stage).verdict != .violation)
        // What is repeated is no sample.
        #expect(sometimes.samples("queries", "read-item")?.map(\.candidate.count) == [10, 10])
        #expect(try await more.run(plain).blocks.repeatedCounts == [])
    }

    @Test("one process group answers the pairs of several blocks where the pipeline says so")
    func sharedProcesses() async throws {
        let repository = try await ItemRepository()
        let service = itemService(restart: .every(blocks: 2))
        let run = try await repository.run(stage(short, [noErrors]), service: service)
        #expect(run.common.failure == nil)
        #expect(run.blocks.roundsPerGroup == 2)
        // Two groups of 2 × 3 pairs, and so two processes a side.
        #expect(run.samples("errors", "read-item")?.map(\.candidate.count) == [6, 6])
        #expect(repository.traces.count == 4)
        #expect(try #require(run.blocks.startSeconds) > 0)
    }

    @Test("without copies every process of a side works on the same data")
    func sharedData() async throws {
        let repository = try await ItemRepository()
        let run = try await repository.run(
            stage(short, [rule("state_size", .range(0, 1e6))]), service: itemService(sharesData: true))
        let sizes = try #require(run.samples("state_size", nil))
        // The second block sees the items that the first one added.
        let first = try #require(sizes[0].baseline[0].value)
        #expect(try #require(sizes[1].baseline[0].value) > first)
    }

    @Test("throughput is one number a block and operation, and none where an operation failed")
    func throughput() async throws {
        let condition = Rule.Condition.compare(.greaterOrEqual, .relativeShare(-0.5), or: nil)
        let repository = try await ItemRepository()
        let run = try await repository.run(stage(short, [rule("throughput", condition)]))
        let rates = try #require(run.samples("throughput", "read-item"))
        let times = try #require(run.samples("response_time", "read-item"))
        #expect(rates.count == 2)
        for (rate, time) in zip(rates, times) {
            for side in Side.allCases {
                let seconds = time[side].compactMap(\.value)
                // Three operations in the time that the three took.
                #expect(rate[side] == [.value(3 / seconds.reduce(0, +))])
            }
        }
        let failing = try await ItemRepository(candidate: "fails")
        let failed = try await failing.run(stage(short, [rule("throughput", condition)]))
        #expect(failed.samples("throughput", "read-item")?.first?.candidate == [.failed("status 500")])
    }

    @Test func whatFailsIsPresentAsFailed() async throws {
        let repository = try await ItemRepository(candidate: "fails")
        let run = try await repository.run(stage(.regress(.init(pairs: 2, blocks: 1)), [noErrors]))
        #expect(run.common.failure == nil)
        #expect(
            run.samples("errors", "read-item")
                == [Block(baseline: [.value(0), .value(0)], candidate: [.value(1), .value(1)])])
        let times = try #require(run.samples("response_time", "read-item")?.first)
        #expect(times.candidate == [.failed("status 500"), .failed("status 500")])
        #expect(times.baseline.compactMap(\.value).count == 2)
    }

    @Test func aConnectionThatIsClosedIsAFailureWhileTheServiceLives() async throws {
        let repository = try await ItemRepository(candidate: "hangs-up")
        let stage = stage(.regress(.init(pairs: 1, blocks: 1)), [noErrors], operations: ["read-item"])
        let run = try await repository.run(stage)
        #expect(run.common.failure == nil)
        #expect(run.samples("errors", "read-item") == [Block(baseline: [.value(0)], candidate: [.value(1)])])
        #expect(repository.judged(run, stage).verdict == .violation)
    }

    @Test func aMetricThatIsMissingIsSilent() async throws {
        let repository = try await ItemRepository(candidate: "silent")
        let stage = stage(
            .regress(.init(pairs: 1, blocks: 1)), [rule("queries", .range(1, 10), .mean)],
            operations: ["read-item"])
        let run = try await repository.run(stage)
        #expect(run.samples("queries", "read-item") == [Block(baseline: [.value(2)], candidate: [.silent])])
    }

    @Test func aViolationEndsTheStageAtTheFirstLook() async throws {
        let repository = try await ItemRepository(candidate: "fails")
        let stage = stage(.regress(.init(pairs: 1, blocks: 40)), [noErrors], operations: ["read-item"])
        let run = try await repository.run(stage)
        #expect(run.samples("errors", "read-item")?.count == 8)
        #expect(repository.judged(run, stage).verdict == .violation)
    }

    @Test(
        "a candidate that cannot be measured is inconclusive, and both sides are gone",
        arguments: [
            (
                "dies-at-start", Inconclusive.Reason.serviceDied, 1,
                "candidate ended with exit 1 before it was ready; it printed: starting | no licence for ***"
            ),
            ("dies-midway", .serviceDied, 2, "candidate ended with exit 7; it printed: out of items, ***"),
        ])
    func dies(fault: String, reason: Inconclusive.Reason, started: Int, detail: String) async throws {
        let repository = try await ItemRepository(candidate: fault)
        let stage = stage(short, [noErrors])
        let run = try await repository.run(stage)
        #expect(run.common.failure == Inconclusive(reason, detail))
        #expect(run.samples == [])
        #expect(repository.judged(run, stage).verdict == .inconclusive(Inconclusive(reason, detail)))
        #expect(repository.traces.count == started)
        #expect(repository.traces.remains == [])
    }

    @Test func anEndWithTheLastAnswerOfABlockIsNoticed() async throws {
        let repository = try await ItemRepository(candidate: "dies-when-asked")
        let run = try await repository.run(stage(short, [noErrors, rule("farewell", .range(0, 1))]))
        #expect(run.common.failure == Inconclusive(.serviceDied, "candidate ended with exit 9"))
        #expect(run.samples == [])
    }

    @Test func aCandidateThatNeverGetsReadyTakesTheBaselineWithIt() async throws {
        let repository = try await ItemRepository(candidate: "never-ready")
        let run = try await repository.run(
            stage(short, [noErrors]), service: itemService(readyWithin: .seconds(2)))
        #expect(run.common.failure?.reason == .serviceNotReady)
        #expect(repository.traces.remains == [])
    }

    @Test func aDaemonDoesNotSurviveItsBlock() async throws {
        let repository = try await ItemRepository(baseline: "daemonises", candidate: "daemonises")
        let run = try await repository.run(stage(.regress(.init(pairs: 1, blocks: 1)), [noErrors]))
        #expect(run.common.failure == nil)
        #expect(repository.traces.count == 4)
        #expect(repository.traces.remains == [])
    }

    @Test func anEmptyDataSetIsNotMeasured() async throws {
        let repository = try await ItemRepository(changed: [
            "migrate": "#!/bin/sh\n: > \"$PAWL_STATE/items\"\n"
        ])
        let stage = stage(short, [noErrors])
        let run = try await repository.run(stage)
        #expect(run.common.counts.map(\.counted) == [20, 0])
        #expect(repository.traces.count == 0)
        let none = DataCount(name: "items", side: .candidate, counted: 0, atLeast: 20)
        let why = Inconclusive(.dataSetTooSmall, .data(.short(count: none, scale: nil)))
        #expect(repository.judged(run, stage).verdict == .inconclusive(why))
    }

    @Test func timeThatIsOverEndsTheStageWithinABlock() async throws {
        let repository = try await ItemRepository()
        let run = try await repository.run(stage(short, [noErrors], within: .milliseconds(1)))
        #expect(run.common.failure == Inconclusive(.budgetSpent, "'within: 1 ms' was over in block 1"))
        #expect(run.samples == [])
        #expect(repository.traces.remains == [])
    }

    @Test func cancellingMidwayKeepsWholeBlocksAndLeavesNothing() async throws {
        let repository = try await ItemRepository()
        let stage = stage(
            .regress(.init(pairs: 20, blocks: 96)), [rule("response_time", .range(0, 1), .median)])
        let run = try await repository.run(stage) { repository.traces.count >= 5 }
        #expect(run.common.failure?.reason == .interrupted)
        let blocks = try #require(run.samples("response_time", "add-item"))
        #expect(blocks.count >= 2)
        #expect(blocks.allSatisfy { $0.baseline.count == 20 && $0.candidate.count == 20 })
        #expect(blocks.flatMap(\.candidate).allSatisfy { $0.value != nil })
        #expect(repository.traces.remains == [])
    }
}
