import GateModel
import Statistics

/// What stage `baseline` demands by itself: the baseline answers, holds still, and does not differ so much from itself that
/// no comparison of `regress` could show what its rules tolerate (statistics.md, "Baseline quality").
func baselineQuality(
    _ run: StageRun, _ sampled: SampledRun, _ stage: Stage, _ pipeline: Pipeline, _ shortfall: MissingEvidence
) -> [Judgement] {
    let quality = BaselineQuality(run: sampled, stage: stage, shortfall: shortfall)
    let resolutions =
        pipeline.stage(.regress).map { regress in
            quality.resolutions(
                RuleJudging(
                    run: run, stage: regress, shortfall: shortfall,
                    tests: SequentialTests(for: regress, of: run)))
        } ?? []
    return resolutions + SteadinessJudging(run: sampled, stage: stage, shortfall: shortfall).judgements
}

private struct BaselineQuality {
    let run: SampledRun
    let stage: Stage
    let shortfall: MissingEvidence

    /// One judgement for each rule of `regress` that compares by intervals, and each operation that is
    /// measured here.
    ///
    /// - Parameter judging: By which `regress` judges; here the baseline's own blocks.
    func resolutions(_ judging: RuleJudging) -> [Judgement] {
        let regress = judging.stage
        let budget = Budget(regress, run)
        return regress.rules.filter(\.toleratesWorse).flatMap { rule in
            rule.namedOperations.filter { $0.map(stage.operations.contains) ?? true }.map { operation in
                let name = rule.judgementID(operation).trimmingPrefix("regress/")
                return judgement(
                    "resolution-\(name)", operation, .resolution(rule: OutsideText(rule.text)),
                    blocks: rule.mode == .enforce && rule.onInconclusive == .block,
                    resolution(rule, operation, judging, budget))
            }
        }
    }

    /// The most that `regress` may measure.
    private struct Budget {
        let pairs: Int
        let blocks: Int

        init(_ regress: Stage, _ run: SampledRun) {
            if case .regress(let settings) = regress.kind, let declared = settings.pairs {
                pairs = declared
            } else {
                pairs = Stage.Regress.mostPairs
            }
            blocks = ComparisonPlan(for: regress, noiseOf: run).maximumBlocks
        }
    }

    /// An estimate, not a test that the baseline has to pass: whether the most blocks that `regress` may measure could show
    /// what the rule tolerates.
    private func resolution(
        _ rule: Rule, _ operation: String?, _ judging: RuleJudging, _ budget: Budget
    ) -> RuleOutcome {
        let nothing = Judgement.Numbers(scale: .ratio)
        guard let samples = run.samples(of: rule.metric, on: operation) else {
            return RuleOutcome(
                Inconclusive(.noSamples, .observed(.notMeasured(metric: rule.metric.name))), nothing)
        }
        if let flaw = samples.flaw(on: Side.allCases, blockSize: judging.blockSize(rule.metric)) {
            return RuleOutcome(flaw, nothing)
        }
        if let why = run.unsettled(rule.metric, operation, of: samples.blocks.count) {
            return RuleOutcome(why, nothing)
        }
        var outcome = judging.relativeOutcome(rule, rule.condition, samples, leans: false)
        outcome.notes = []
        guard samples.blocks.count >= run.leastBlocks else { return outcome }
        if outcome.verdict == .violation {
            outcome.numbers.flip = outcome.numbers.flip?.onlyPassing(from: nil)
            let why =
                "the baseline came out worse than itself: something else on this host is in the way; repeat the "
                + "gate when the host is quiet"
            outcome.verdict = .inconclusive(Inconclusive(.notSteady, why))
            return outcome
        }
        do throws(StatisticsError) {
            guard let (noise, tolerance) = try run.noise(of: rule, operation, samples) else {
                return outcome
            }
            if run.isShort {
                outcome.verdict = try shortVerdict(rule, operation, noise, tolerance, samples, budget)
            } else {
                outcome.verdict = try verdict(noise, tolerance, samples, budget)
            }
            let sigma = noise.deviation(pairs: budget.pairs)
            let smallest = try SamplePlan.smallestDetectableChange(sigma: sigma, blocks: budget.blocks)
            outcome.numbers.flip = outcome.numbers.flip?.onlyPassing(from: smallest)
            outcome.notes = [
                .resolution(blocks: budget.blocks, pairs: budget.pairs, change: smallest)
            ]
            if run.isShort, outcome.verdict == .pass, let noise = run.recordedNoise {
                outcome.notes.append(
                    .recordedNoise(
                        fresh: samples.blocks.count, recorded: noise.blocks,
                        entries: noise.sources.map(\.index)))
            }
        } catch {
            outcome.verdict = .inconclusive(Inconclusive(error))
        }
        return outcome
    }

    private func verdict(
        _ noise: NoiseParts, _ tolerance: Double, _ samples: Samples, _ budget: Budget
    ) throws(StatisticsError) -> Verdict {
        let smallest = { (sigma: Double) throws(StatisticsError) in
            try SamplePlan.smallestDetectableChange(sigma: sigma, blocks: budget.blocks)
        }
        let likely = try smallest(noise.deviation(pairs: budget.pairs))
        if likely <= tolerance { return .pass }
        let isSure = try smallest(noise.leastDeviation(pairs: budget.pairs)) > tolerance
        let isLast = samples.blocks.count >= run.maximumBlocks
        // What is unlikely to be shown is tried all the same: the comparison then says what it could show.
        if isLast, !isSure { return .pass }
        let noisy = Inconclusive.BaselineShortfall.noisy(
            blocks: budget.blocks, pairs: budget.pairs, shown: likely, tolerated: tolerance)
        // While more blocks may come, the noise may turn out smaller.
        return .inconclusive(Inconclusive(isSure ? .tooNoisy : .tooFewSamples, .baseline(noisy)))
    }

    /// By a few fresh blocks beside recorded ones. Whatever is not a pass is left to as many blocks as without a record, which
    /// alone may find the host too noisy.
    private func shortVerdict(
        _ rule: Rule, _ operation: String?, _ noise: NoiseParts, _ tolerance: Double, _ samples: Samples,
        _ budget: Budget
    ) throws(StatisticsError) -> Verdict {
        let fresh = samples.blocks.count
        guard let series = run.recordedSeries(rule, operation, samples) else {
            return .inconclusive(
                Inconclusive(
                    .tooFewSamples, .blocks(.fewFresh(count: fresh, least: RuleJudging.leastBlocks))))
        }
        let own = try noiseParts(rule, samples)?.ratios ?? []
        if try run.contradicts(series, own) {
            return .inconclusive(
                Inconclusive(
                    .tooFewSamples,
                    .baseline(.noisierThanRecorded(blocks: fresh, recorded: series.ratios.count))))
        }
        let smallest = try SamplePlan.smallestDetectableChange(
            sigma: noise.deviation(pairs: budget.pairs), blocks: budget.blocks)
        if smallest <= tolerance { return .pass }
        return .inconclusive(
            Inconclusive(
                .tooFewSamples,
                .baseline(
                    .recordedNoise(blocks: budget.blocks, pairs: budget.pairs, shown: smallest))))
    }

    private func judgement(
        _ name: String, _ operation: String?, _ demand: StageDemand, blocks: Bool, _ outcome: RuleOutcome
    ) -> Judgement {
        let verdict = shortfall.verdict(outcome.verdict)
        return Judgement(
            id: "baseline/\(name)", stage: .baseline, position: stage.position, operation: operation,
            demand: .stage(demand), verdict: verdict, blocks: blocks, numbers: outcome.explained(verdict),
            notes: outcome.notes)
    }
}

extension LimitSensitivity {
    /// Of the baseline against itself, which is never a violation: passed from the limit that it is within, and at least
    /// from the change that the noise lets show.
    fileprivate func onlyPassing(from change: Double?) -> LimitSensitivity {
        guard case .at(let points) = self else { return self }
        return .at(
            points.map { point in
                var point = point
                point.violation = nil
                if let change, point.terms == .change, let pass = point.pass {
                    // 5 % more is as far from no change as 1/1.05, 4.8 % less.
                    point.pass = point.isUpper ? max(pass, change) : min(pass, 1 / (1 + change) - 1)
                }
                return point
            })
    }
}
