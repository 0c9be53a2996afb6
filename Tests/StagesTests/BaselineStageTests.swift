import GateModel
import Judging
import Measuring
import ServiceFixture
import Stages
import Synchronization
import Testing

@Suite struct BaselineStageTests {
    @Test func theBaselineIsMeasuredAgainstItself() async throws {
        let repository = try await ItemRepository(candidate: "more-queries fails")
        let stage = stage(
            .baseline(cycles: 3), [rule("queries", .range(1, 10), .mean)], operations: ["read-item"])
        let said = Mutex<[String]>([])
        let run = try await repository.run(stage) { progress in said.withLock { $0.append(progress.text) } }
        #expect(run.failure == nil)
        // Three blocks a cycle are the fewest that make eight.
        let block = Block(
            baseline: Array(repeating: .value(2), count: 10),
            candidate: Array(repeating: .value(2), count: 10))
        #expect(run.samples("queries", "read-item") == Array(repeating: block, count: 9))
        #expect(run.samples("errors", "read-item")?.count == 9)
        #expect(run.maximumBlocks == 40)
        #expect(
            said.withLock { $0.first } == "cycle 1 of 3, block 1"
                && said.withLock { $0.last }
                    == "cycle 3 of 3, block 9"
        )
        #expect(repository.traces.count == 18)
        #expect(repository.traces.remains == [])
    }

    @Test func whatRegressComparesIsRecordedToo() async throws {
        let repository = try await ItemRepository()
        let relative = Rule.Condition.compare(.lessOrEqual, .relativeAmount(0), or: nil)
        let baseline = stage(.baseline(cycles: 1), within: .seconds(600))
        let regress = stage(.regress(.init(pairs: 1, blocks: 8)), [rule("queries", relative, .mean)])
        let plan = repository.plan([baseline, regress])
        let workspace = try await Workspace.prepare(
            plan, repository: repository.path, environment: repository.caller,
            confinement: repository.confinement, progress: { _ in })
        let context = StageContext(
            plan: plan, stage: baseline, baseline: workspace.baseline, candidate: workspace.candidate,
            counts: workspace.counts, repository: repository.path, progress: { _ in })
        let run = await BaselineStage(context, cycles: 1).run()
        await workspace.remove()
        let block = Block(baseline: [.value(2)], candidate: [.value(2)])
        #expect(run.samples("queries", "read-item")?.first == block)
        // A write and its read.
        #expect(
            run.samples("queries", "add-item")?.first == Block(baseline: [.value(4)], candidate: [.value(4)]))
    }

    @Test func aBaselineThatDiesHalfwayThroughABlockGivesNoSamples() async throws {
        let repository = try await ItemRepository(baseline: "dies-midway")
        let stage = stage(.baseline(cycles: 1), [noErrors])
        let run = try await repository.run(stage)
        let detail = "baseline ended with exit 7; it printed: out of items, ***"
        #expect(run.failure == Inconclusive(.serviceDied, detail))
        #expect(run.samples == [])
        #expect(repository.judged(run, stage).verdict == .inconclusive(Inconclusive(.serviceDied, detail)))
        #expect(repository.traces.remains == [])
    }
}
