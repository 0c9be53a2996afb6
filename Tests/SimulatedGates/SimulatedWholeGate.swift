package import GateModel
import Judging
import Statistics

/// Stages `baseline` and `regress` of a service with several operations, planned, measured and judged as a gate does with
/// default settings: one rule, `median(response_time) <= +5%` or of another statistic, for all of them.
package struct SimulatedWholeGate: Sendable {
    private let noise: NoiseModel
    private let blockDeviation: Double?
    private let operations: [String]
    private let baseline: Stage
    private let regress: Stage
    private let pipeline: Pipeline
    /// Seconds of a start with its warm-up, and of one pair of requests.
    private let startSeconds: Double
    private let pairSeconds: Double

    package struct Outcome: Sendable {
        package let verdict: Verdict
        /// Of `baseline`.
        package let baselineBlocks: Int
        /// Of `regress`, until its last operation was decided.
        package let blocks: Int
        package let pairs: Int
        /// That both stages would take.
        package let seconds: Double
    }

    /// - Parameter blockDeviation: Of the log ratio that only fresh processes change, in place of the model's own.
    package init(
        _ noise: NoiseModel, operations count: Int, blockDeviation: Double? = nil, startSeconds: Double = 0.5,
        pairSeconds: Double = 0.01, statistic: Statistic = .median
    ) {
        self.noise = noise
        self.blockDeviation = blockDeviation
        self.startSeconds = startSeconds
        self.pairSeconds = pairSeconds
        operations = (0..<count).map { "operation-\($0)" }
        let place = FilePosition(file: "pipelines/simulated.yaml", line: 1, column: 1)
        let metric = Metric(
            name: "response_time", unit: .time, better: .lower, source: .builtIn(.responseTime))
        let rule = Rule(
            id: "regress/\(statistic)-response_time-rel", text: "\(statistic)(response_time) <= +5%",
            position: place, statistic: statistic, metric: metric,
            condition: .compare(.lessOrEqual, .relativeShare(0.05), or: nil), operations: operations,
            warn: nil, mode: .enforce, onInconclusive: .block, because: nil)
        baseline = Stage(
            kind: .baseline(cycles: 5), rules: [], operations: operations, within: nil, position: place)
        regress = Stage(
            kind: .regress(Stage.Regress(pairs: nil, blocks: nil)), rules: [rule], operations: operations,
            within: nil, position: place)
        pipeline = simulatedPipeline([baseline, regress])
    }

    /// `ratio` is how many times as long the first operation of the candidate takes; the others are unchanged.
    ///
    /// - Parameters:
    ///   - earlier: How many gates of unchanged revisions recorded the noise before this one, each with what those before it
    ///     left.
    ///   - earlierDeviation: As `blockDeviation`, of those; nil: the same.
    package func run(
        ratio: Double, seed: UInt64, after earlier: Int = 0, earlierDeviation: Double? = nil
    ) -> Outcome {
        var noise: RecordedNoise?
        for gate in 0..<earlier {
            let (run, _) = measureBaseline(
                seed &+ 7_919 &* UInt64(gate + 1), noise, earlierDeviation ?? blockDeviation)
            let isPass = judge(run, of: baseline, in: pipeline, after: []).verdict == .pass
            noise = isPass ? RecordedNoise(of: run, for: regress, index: gate, leaf: "") : nil
        }
        let (first, seconds) = measureBaseline(seed, noise, blockDeviation)
        let blocks = first.baseline?.samples[0].blocks.count ?? 0
        let judged = judge(first, of: baseline, in: pipeline, after: [])
        guard judged.verdict == .pass else {
            return Outcome(
                verdict: judged.verdict, baselineBlocks: blocks, blocks: 0, pairs: 0, seconds: seconds)
        }
        let found = compare(ratio, seed &+ 0x9e37_79b9, after: first)
        return Outcome(
            verdict: found.verdict, baselineBlocks: blocks, blocks: found.blocks, pairs: found.pairs,
            seconds: found.seconds + seconds)
    }

    private func measureBaseline(
        _ seed: UInt64, _ noise: RecordedNoise?, _ deviation: Double?
    ) -> (run: StageRun, seconds: Double) {
        let pairs = Stage.Regress.usualPairs
        var run = SampledRun(maximumBlocks: 40)
        run.recordedNoise = noise
        run.plannedBlocks = noise == nil ? nil : PooledNoise.plannedBlocks
        run.blockCosts = BlockCosts(fixed: startSeconds, pair: pairSeconds * Double(operations.count))
        var services = services(1, pairs, seed, deviation)
        var samples = operations.map { Samples(metric: "response_time", operation: $0) }
        for count in 1...40 {
            for index in operations.indices { samples[index].blocks.append(services[index].nextBlock()) }
            run.samples = samples
            let isLook = count >= 10 || noise != nil && count == PooledNoise.freshBlocks
            let soFar = StageRun(.baseline(run))
            if isLook, judge(soFar, of: baseline, in: pipeline, after: []).isDecided { break }
        }
        let blocks = Double(samples[0].blocks.count)
        return (
            StageRun(.baseline(run)), blocks * (startSeconds + Double(pairs * operations.count) * pairSeconds)
        )
    }

    /// Where the baseline was slower beside the candidate than beside itself.
    private func measureControls(
        _ run: inout SampledRun, _ pairs: Int, _ seed: UInt64, after first: StageRun
    ) -> Double {
        guard needsControls(run, of: regress, after: [first]) else { return 0 }
        var services = services(1, pairs, seed, blockDeviation)
        run.controls = operations.indices.map { index in
            Samples(
                metric: "response_time", operation: operations[index],
                blocks: (0..<8).map { _ in services[index].nextBlock() })
        }
        return 8 * (startSeconds + Double(pairs * operations.count) * pairSeconds)
    }

    private func compare(
        _ ratio: Double, _ seed: UInt64, after first: StageRun
    ) -> (verdict: Verdict, blocks: Int, pairs: Int, seconds: Double) {
        var plan = ComparisonPlan(for: regress, after: [first])
        var services = services(ratio, plan.pairs, seed, blockDeviation)
        var run = SampledRun()
        run.pairs = plan.pairs
        run.blockCosts = BlockCosts(fixed: startSeconds, pair: pairSeconds * Double(operations.count))
        var samples = operations.map { Samples(metric: "response_time", operation: $0) }
        var left: Set<String> = []
        var seconds = 0.0
        var tests: SequentialTests?
        for count in 1...plan.maximumBlocks {
            for index in operations.indices where !left.contains(operations[index]) {
                samples[index].blocks.append(services[index].nextBlock())
            }
            seconds += startSeconds + Double(plan.pairs * (operations.count - left.count)) * pairSeconds
            run.samples = samples
            if count == 8 { plan = plan.replanned(from: run, for: regress) }
            run.maximumBlocks = plan.maximumBlocks
            run.plannedBlocks = plan.plannedBlocks
            if count == 8 { run.leastStarts = StartCount.affordable(run) }
            guard count >= 8, count.isMultiple(of: 4) else { continue }
            let soFar = StageRun(.regress(run))
            let made = tests ?? SequentialTests(for: regress, of: soFar)
            tests = made
            let result = judge(soFar, of: regress, in: pipeline, after: [first], with: made)
            if result.verdict == .violation { return (result.verdict, count, plan.pairs, seconds) }
            if result.isDecided { break }
            left.formUnion(regress.operationsThatMayLeave(result))
        }
        seconds += measureControls(&run, plan.pairs, seed &+ 104_729, after: first)
        let whole = StageRun(.regress(run))
        let verdict = judge(whole, of: regress, in: pipeline, after: [first], with: tests).verdict
        let blocks = run.samples.map(\.blocks.count).max() ?? 0
        return (verdict, blocks, plan.pairs, seconds)
    }

    private func services(
        _ ratio: Double, _ pairs: Int, _ seed: UInt64, _ deviation: Double?
    ) -> [SimulatedPair] {
        operations.indices.map { index in
            SimulatedPair(
                noise, ratio: index == 0 ? ratio : 1, pairs: pairs, seed: seed &+ UInt64(index) &* 1_000_003,
                blockDeviation: deviation)
        }
    }
}
