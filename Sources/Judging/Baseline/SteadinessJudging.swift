import GateModel
import Statistics

/// Whether process pairs are independent of each other, which comparisons of blocks rest on: no trend and no memory in the
/// ratios of response times from pair to pair, at level .001 for all operations together.
///
/// A host whose speed changes while it measures moves both sides of a pair alike, and is no reason to stop.
struct SteadinessJudging {
    let run: SampledRun
    let stage: Stage
    let shortfall: MissingEvidence

    var judgements: [Judgement] {
        stage.operations.map { operation in
            let outcome = outcome(operation)
            let verdict = shortfall.verdict(outcome.verdict)
            return Judgement(
                id: "\(stage.name.rawValue)/steadiness/\(operation)", stage: stage.name,
                position: stage.position, operation: operation, demand: .stage(.steadiness),
                verdict: verdict, blocks: true, numbers: outcome.explained(verdict), notes: outcome.notes)
        }
    }

    private func outcome(_ operation: String) -> RuleOutcome {
        var numbers = Judgement.Numbers(
            scale: .unit(.time), flip: .never(.steadiness))
        let found = run.samples.first {
            $0.metric == Metric.BuiltIn.responseTime.rawValue && $0.operation == operation
        }
        guard let samples = found else {
            return RuleOutcome(
                Inconclusive(
                    .noSamples,
                    .observed(.notMeasured(metric: Metric.BuiltIn.responseTime.rawValue))), numbers)
        }
        if let flaw = samples.flaw(on: Side.allCases, blockSize: nil) { return RuleOutcome(flaw, numbers) }
        numbers.samples = .processes(count: samples.blocks.count)
        do throws(StatisticsError) {
            numbers.baseline = try median(samples.observed(.baseline).compactMap(\.value))
            numbers.estimate = numbers.baseline
            let own = try samples.medianLogRatios
            // With those that earlier gates recorded, where its own are few: each gate by itself, the oldest first.
            let gates = (run.recordedSteadiness(samples)?.reversed() ?? []) + [own]
            let ratios = gates.flatMap { $0 }
            guard ratios.count >= RuleJudging.leastBlocks else {
                return RuleOutcome(
                    Inconclusive(
                        .tooFewSamples,
                        .blocks(
                            .fewProcessPairs(count: ratios.count, least: RuleJudging.leastBlocks))),
                    numbers)
            }
            if gates.count > 1 {
                numbers.samples = .pooledProcesses(count: own.count, earlier: ratios.count - own.count)
            }
            let level = 0.001 / Double(max(1, stage.operations.count))
            if try TrendTest(gates).pValue < level {
                let why =
                    "the two processes of a pair drift apart from pair to pair; look for what one start leaves to "
                    + "the next, or repeat the gate when the host is quiet"
                return RuleOutcome(Inconclusive(.notSteady, why), numbers)
            }
            if let neighbours = try LagOneAutocorrelation(ratios), neighbours.pValue < level {
                let why =
                    "neighbouring pairs are alike: they are no independent evidence; look for what one start "
                    + "leaves to the next, or repeat the gate when the host is quiet"
                return RuleOutcome(Inconclusive(.notSteady, why), numbers)
            }
            return RuleOutcome(.pass, numbers)
        } catch {
            return RuleOutcome(Inconclusive(error), numbers)
        }
    }
}

extension Samples {
    /// Of each block, candidate to baseline.
    var medianLogRatios: [Double] {
        get throws(StatisticsError) {
            try blocks.map { block throws(StatisticsError) in
                try BlockRatios.medianLogRatio(
                    baseline: block.baseline.compactMap(\.value),
                    candidate: block.candidate.compactMap(\.value))
            }
        }
    }
}
