package import GateModel
import Judging

/// A stage `regress` with one rule on one operation, judged as a gate judges it, over simulated response times.
package struct SimulatedGate: Sendable {
    package static let maximumBlocks = 40

    private let pairs: Int
    private let stage: Stage
    private let pipeline: Pipeline
    private let tests: SequentialTests

    /// What came of one run.
    package struct Outcome: Sendable {
        package let verdict: Verdict
        /// Measured until it was decided, at most ``SimulatedGate/maximumBlocks``.
        package let blocks: Int
    }

    /// `median(response_time) <= +5%`, M = 1, at most forty blocks.
    package init(_ onInconclusive: Rule.OnInconclusive = .block, pairs: Int = 10) {
        self.pairs = pairs
        let place = FilePosition(file: "pipelines/simulated.yaml", line: 1, column: 1)
        let metric = Metric(
            name: "response_time", unit: .time, better: .lower, source: .builtIn(.responseTime))
        let rule = Rule(
            id: "regress/median-response_time-rel", text: "median(response_time) <= +5%", position: place,
            statistic: .median, metric: metric,
            condition: .compare(.lessOrEqual, .relativeShare(0.05), or: nil), operations: ["search"],
            warn: nil, mode: .enforce, onInconclusive: onInconclusive, because: nil)
        let kind = Stage.Kind.regress(Stage.Regress(pairs: pairs, blocks: Self.maximumBlocks))
        stage = Stage(kind: kind, rules: [rule], operations: ["search"], within: nil, position: place)
        pipeline = simulatedPipeline([stage])
        tests = SequentialTests(for: stage, of: Self.run([]))
    }

    private static func run(_ samples: [Samples]) -> StageRun {
        StageRun(.regress(SampledRun(samples: samples, maximumBlocks: maximumBlocks)))
    }

    /// Measures block after block and judges at every look, as stage `regress` does.
    package func run(_ noise: NoiseModel, ratio: Double, seed: UInt64) -> Outcome {
        var simulated = SimulatedPair(noise, ratio: ratio, pairs: pairs, seed: seed)
        var samples = Samples(metric: "response_time", operation: "search")
        while true {
            samples.blocks.append(simulated.nextBlock())
            let count = samples.blocks.count
            guard count >= 8, count.isMultiple(of: 4) else { continue }
            let result = judge(Self.run([samples]))
            if result.isDecided || count >= Self.maximumBlocks {
                return Outcome(verdict: result.verdict, blocks: count)
            }
        }
    }

    /// All forty blocks, whatever they show.
    package func wholeRun(_ noise: NoiseModel, ratio: Double, seed: UInt64) -> StageRun {
        var simulated = SimulatedPair(noise, ratio: ratio, pairs: pairs, seed: seed)
        return Self.run([
            Samples(
                metric: "response_time", operation: "search",
                blocks: (0..<Self.maximumBlocks).map { _ in simulated.nextBlock() })
        ])
    }

    /// One judgement of what was measured, as at every look.
    package func judge(_ run: StageRun) -> StageResult {
        Judging.judge(run, of: stage, in: pipeline, after: [], with: tests)
    }
}
