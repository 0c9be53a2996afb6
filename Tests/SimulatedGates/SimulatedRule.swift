package import GateModel
import Judging

/// A stage `regress` with one rule of any kind on one operation, judged at every look as a gate judges it.
package struct SimulatedRule: Sendable {
    private let pairs: Int
    private let maximumBlocks: Int
    private let plannedBlocks: Int?
    private let leastStarts: Int?
    private let rule: Rule
    private let stage: Stage
    private let pipeline: Pipeline
    private let tests: SequentialTests

    /// - Parameters:
    ///   - maximumBlocks: Where it ends, decided or not.
    ///   - plannedBlocks: What most need; nil: as many.
    ///   - leastStarts: What a pass of the typical start waits for, where starts are cheap.
    package init(
        _ statistic: Statistic?, _ condition: Rule.Condition, of metric: Metric = Metric(.responseTime),
        pairs: Int = 10, maximumBlocks: Int = 40, plannedBlocks: Int? = nil,
        leastStarts: Int? = nil
    ) {
        self.pairs = pairs
        self.maximumBlocks = maximumBlocks
        self.plannedBlocks = plannedBlocks
        self.leastStarts = leastStarts
        let place = FilePosition(file: "pipelines/simulated.yaml", line: 1, column: 1)
        rule = Rule(
            id: "regress/simulated", text: "simulated", position: place, statistic: statistic, metric: metric,
            condition: condition, operations: ["search"], warn: nil, mode: .enforce, onInconclusive: .block,
            because: nil)
        stage = Stage(
            kind: .regress(Stage.Regress(pairs: pairs, blocks: maximumBlocks)), rules: [rule],
            operations: ["search"], within: nil, position: place)
        pipeline = simulatedPipeline([stage])
        var run = SampledRun(maximumBlocks: maximumBlocks)
        run.plannedBlocks = plannedBlocks
        tests = SequentialTests(for: stage, of: StageRun(.regress(run)))
    }

    /// Times of requests, block after block until they decide.
    package func verdict(
        _ noise: NoiseModel, ratio: Double = 1, _ change: SimulatedChange = .none, seed: UInt64,
        blockDeviation: Double? = nil
    ) -> Verdict {
        var pair = SimulatedPair(
            noise, ratio: ratio, pairs: pairs, seed: seed, blockDeviation: blockDeviation, change: change)
        var inputs: [[String]] = []
        return verdict(
            "response_time",
            blocks: {
                let (block, drawn) = pair.nextBlockWithInputs()
                inputs.append(drawn.map { "kind=\($0)" })
                return block
            }, inputs: { OperationInputs(operation: "search", blocks: inputs) })
    }

    /// Counts of a service whose baseline was not seen to differ from itself; what is beyond the limit is repeated as stage
    /// `regress` does.
    package func verdict(_ counts: SimulatedCounts, pairs: Int) -> Verdict {
        var counts = counts
        var repeated = RepeatedCounts(metric: SimulatedCounts.metric.name, operation: "search")
        var number = 0
        return verdict(
            SimulatedCounts.metric.name,
            blocks: {
                let block = counts.next(pairs: pairs)
                let beyond = (0..<pairs).filter {
                    rule.isBeyond(baseline: block.baseline[$0], candidate: block.candidate[$0])
                }
                repeated.pairs += beyond.prefix(CountRepetition.mostPairs).map {
                    RepeatedCounts.Pair(
                        block: number, pair: $0, again: counts.next(pairs: CountRepetition.times))
                }
                number += 1
                return block
            }, repeated: { [repeated] })
    }

    /// Any blocks of a metric, until they decide.
    package func verdict(
        _ metric: String, after earlier: [StageRun] = [], blocks next: () -> Block,
        inputs: () -> OperationInputs? = { nil }, repeated: () -> [RepeatedCounts] = { [] }
    ) -> Verdict {
        var samples = Samples(metric: metric, operation: "search")
        var run = SampledRun(maximumBlocks: maximumBlocks)
        run.plannedBlocks = plannedBlocks
        run.leastStarts = leastStarts
        while true {
            samples.blocks.append(next())
            let count = samples.blocks.count
            guard count >= 8, count.isMultiple(of: 4) else { continue }
            run.samples = [samples]
            run.repeatedCounts = repeated()
            let isWorst = stage.rules.contains { $0.statistic == .worst }
            run.inputs = isWorst ? inputs().map { [$0] } ?? [] : []
            let result = judge(
                StageRun(.regress(run)), of: stage, in: pipeline, after: earlier, with: isWorst ? nil : tests)
            if result.isDecided || count >= maximumBlocks { return result.verdict }
        }
    }
}

/// How many simulated gates came out how.
package struct VerdictTally: Hashable, Sendable {
    package private(set) var passes = 0
    package private(set) var violations = 0
    package private(set) var all = 0

    /// One gate for each seed.
    package init(_ seeds: ClosedRange<UInt64>, _ verdict: (UInt64) -> Verdict) {
        for seed in seeds {
            all += 1
            switch verdict(seed) {
            case .pass: passes += 1
            case .violation: violations += 1
            case .inconclusive: break
            }
        }
    }

    package var passShare: Double { Double(passes) / Double(max(1, all)) }
    package var violationShare: Double { Double(violations) / Double(max(1, all)) }
}
