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
        #expect(run.common.failure == nil)
        // Three blocks a cycle are the fewest that make eight.
        let block = Block(
            baseline: Array(repeating: .value(2), count: 10),
            candidate: Array(repeating: .value(2), count: 10))
        #expect(run.samples("queries", "read-item") == Array(repeating: block, count: 9))
        #expect(run.samples("errors", "read-item")?.count == 9)
        #expect(run.blocks.maximumBlocks == 40)
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
        let connections = SelfConnections()
        let context = StageContext(
            plan: plan, stage: baseline, baseline: workspace.baseline, candidate: workspace.candidate,
            counts: workspace.counts, repository: repository.path, selfConnections: connections,
            progress: { _ in })
        let run = await BaselineStage(context, cycles: 1).run()
        await workspace.remove()
        // What later stages are told: this service never connects to itself.
        #expect(connections.areSeen == false)
        let block = Block(baseline: [.value(2)], candidate: [.value(2)])
        #expect(run.samples("queries", "read-item")?.first == block)
        // A write and its read.
        #expect(
            run.samples("queries", "add-item")?.first == Block(baseline: [.value(4)], candidate: [.value(4)]))
    }

    /// The rules of `regress` are judged on the baseline's blocks, which have fewer pairs than `regress` declares.
    @Test("of more declared pairs the baseline takes ten a block, or all where a rule is about rare requests")
    func declaredPairs() async throws {
        let repository = try await ItemRepository()
        let relative = Rule.Condition.compare(.lessOrEqual, .relativeShare(4), or: nil)
        let baseline = stage(
            .baseline(cycles: 8), [rule("queries", .range(1, 10), .mean)], operations: ["read-item"],
            within: .seconds(600))
        for (statistic, pairs) in [(Statistic.median, 10), (.quantile(0.95), 12)] {
            let typical = rule("response_time", relative, statistic, operations: ["read-item"])
            let regress = stage(
                .regress(.init(pairs: 12, blocks: 8)), [typical], operations: ["read-item"])
            let run = try await repository.run(baseline, beside: [regress])
            #expect(run.common.failure == nil)
            #expect(run.blocks.pairs == (pairs < 12 ? pairs : nil))
            let blocks = try #require(run.samples("response_time", "read-item"))
            #expect(blocks.allSatisfy { $0.baseline.count == pairs && $0.candidate.count == pairs })
            let plan = repository.plan([baseline, regress])
            let judged = judge(run, of: baseline, in: plan.pipeline, after: [])
            let ofRegress = judged.judgements.filter { $0.id.contains(typical.id) }
            #expect(!ofRegress.isEmpty)
            #expect(
                ofRegress.allSatisfy {
                    $0.numbers.samples == .sizedBlocks(count: blocks.count, least: pairs, most: pairs)
                })
        }
        #expect(repository.traces.remains == [])
    }

    @Test func aBaselineThatDiesHalfwayThroughABlockGivesNoSamples() async throws {
        let repository = try await ItemRepository(baseline: "dies-midway")
        let stage = stage(.baseline(cycles: 1), [noErrors])
        let run = try await repository.run(stage)
        let detail = "baseline ended with exit 7; it printed: out of items, ***"
        #expect(run.common.failure == Inconclusive(.serviceDied, detail))
        #expect(run.samples == [])
        #expect(repository.judged(run, stage).verdict == .inconclusive(Inconclusive(.serviceDied, detail)))
        #expect(repository.traces.remains == [])
    }

    /// Log ratios of ±3 that were recorded: whatever this host does, four blocks do not differ by more, and a limit of +1,000,000 %
    /// is far beyond what such noise lets show.
    @Test("where earlier gates recorded the noise four blocks are measured, and no more")
    func recordedNoise() async throws {
        let repository = try await ItemRepository()
        let baseline = stage(.baseline(cycles: 5), [rule("queries", .range(1, 10), .mean)])
        let relative = rule(
            "response_time", .compare(.lessOrEqual, .relativeShare(10_000), or: nil), .median)
        let regress = stage(.regress(.init(pairs: 3, blocks: nil)), [relative])
        let ratios = (0..<10).map { $0.nonzeroBitCount.isMultiple(of: 2) ? 3.0 : -3 }
        let noise = RecordedNoise(
            sources: [RecordedNoise.Source(index: 7, leaf: "ab", blocks: 10)], roundsPerGroup: 1,
            series: ["read-item", "add-item"].flatMap { operation in
                [relative.id, "steadiness"].map {
                    RecordedNoise.Series(
                        rule: $0, operation: operation, ratios: ratios, within: 0, pairs: 3)
                }
            })
        let plan = repository.plan([baseline, regress], noise: noise)
        let workspace = try await Workspace.prepare(
            plan, repository: repository.path, environment: repository.caller,
            confinement: repository.confinement, progress: { _ in })
        let said = Mutex<[String]>([])
        let context = StageContext(
            plan: plan, stage: baseline, baseline: workspace.baseline, candidate: workspace.candidate,
            counts: workspace.counts, repository: repository.path, selfConnections: SelfConnections()
        ) { progress in said.withLock { $0.append(progress.text) } }
        let run = await BaselineStage(context, cycles: 5).run()
        await workspace.remove()
        #expect(run.common.failure == nil)
        #expect(run.samples("response_time", "read-item")?.count == 4)
        #expect(run.blocks.recordedNoise == noise)
        #expect(judge(run, of: baseline, in: plan.pipeline, after: []).verdict == .pass)
        #expect(said.withLock { $0.last } == "block 4 of 4: entry 7 recorded the noise")
        // Nobody else's rules: as many blocks as ever.
        let others = RecordedNoise(
            sources: noise.sources, roundsPerGroup: 1,
            series: noise.series.map {
                RecordedNoise.Series(
                    rule: "other", operation: $0.operation, ratios: $0.ratios, within: 0, pairs: 3)
            })
        let longPlan = repository.plan([baseline, regress], noise: others)
        let space = try await Workspace.prepare(
            longPlan, repository: repository.path, environment: repository.caller,
            confinement: repository.confinement, progress: { _ in })
        let long = StageContext(
            plan: longPlan, stage: baseline, baseline: space.baseline, candidate: space.candidate,
            counts: space.counts, repository: repository.path, selfConnections: SelfConnections(),
            progress: { _ in })
        let whole = await BaselineStage(long, cycles: 5).run()
        await space.remove()
        #expect(whole.samples("response_time", "read-item")?.count ?? 0 >= 10)
    }
}
