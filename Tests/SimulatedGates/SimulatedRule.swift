package import GateModel
import Judging

/// A stage `regress` with one rule of any kind on one operation, judged at every look as a gate judges it.
package struct SimulatedRule: Sendable {
    private let pairs: Int
    private let maximumBlocks: Int
    private let stage: Stage
    private let pipeline: Pipeline
    private let tests: SequentialTests

    /// - Parameter maximumBlocks: Where it ends, decided or not.
    package init(
        _ statistic: Statistic?, _ condition: Rule.Condition, of metric: Metric = Metric(.responseTime),
        pairs: Int = 10, maximumBlocks: Int = 40
    ) {
        self.pairs = pairs
        self.maximumBlocks = maximumBlocks
        let place = FilePosition(file: "pipelines/simulated.yaml", line: 1, column: 1)
        let rule = Rule(
            id: "regress/simulated", text: "simulated", position: place, statistic: statistic, metric: metric,
            condition: condition, operations: ["search"], warn: nil, mode: .enforce, onInconclusive: .block,
            because: nil)
        stage = Stage(
            kind: .regress(Stage.Regress(pairs: pairs, blocks: maximumBlocks)), rules: [rule],
            operations: ["search"], within: nil, position: place)
        pipeline = simulatedPipeline([stage])
        var run = StageRun(stage: .regress)
        run.maximumBlocks = maximumBlocks
        tests = SequentialTests(for: stage, in: pipeline, of: run)
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

    /// Any blocks of a metric, until they decide.
    package func verdict(
        _ metric: String, after earlier: [StageRun] = [], blocks next: () -> Block,
        inputs: () -> OperationInputs? = { nil }
    ) -> Verdict {
        var samples = Samples(metric: metric, operation: "search")
        var run = StageRun(stage: .regress)
        run.maximumBlocks = maximumBlocks
        while true {
            samples.blocks.append(next())
            let count = samples.blocks.count
            guard count >= 8, count.isMultiple(of: 4) else { continue }
            run.samples = [samples]
            let isWorst = stage.rules.contains { $0.statistic == .worst }
            run.inputs = isWorst ? inputs().map { [$0] } : nil
            let result = judge(
                run, of: stage, in: pipeline, after: earlier, with: isWorst ? nil : tests)
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
