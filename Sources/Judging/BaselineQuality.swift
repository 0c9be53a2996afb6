import GateModel
import Statistics

/// What stage `baseline` demands by itself: the baseline answers, holds still, and can be told from a
/// revision that is as much worse as the rules of `regress` allow (statistics.md, "Baseline quality").
func baselineQuality(
    _ run: StageRun, _ stage: Stage, _ pipeline: Pipeline, _ shortfall: StageShortfall,
    _ tests: SequentialTests
) -> [Judgement] {
    let quality = BaselineQuality(run: run, stage: stage, shortfall: shortfall, tests: tests)
    let resolutions = pipeline.stage(.regress).map { quality.resolutions($0, pipeline) } ?? []
    return resolutions + stage.operations.map(quality.steadiness)
}

private struct BaselineQuality {
    let run: StageRun
    let stage: Stage
    let shortfall: StageShortfall
    let tests: SequentialTests

    /// One judgement for each rule of `regress` that compares by intervals, and each operation that is
    /// measured here.
    func resolutions(_ regress: Stage, _ pipeline: Pipeline) -> [Judgement] {
        let judging = RuleJudging(
            run: run, stage: regress, earlier: [], shortfall: shortfall, tests: tests)
        let blocks = regress.declaredBlocks ?? plannedBlocks(for: regress, in: pipeline, after: [run])
        return regress.rules.filter(\.toleratesWorse).flatMap { rule in
            rule.namedOperations.filter { $0.map(stage.operations.contains) ?? true }.map { operation in
                let name = rule.judgementID(operation).trimmingPrefix("regress/")
                return judgement(
                    "resolution-\(name)", operation, "the baseline against itself is within '\(rule.text)'",
                    blocks: rule.mode == .enforce && rule.onInconclusive == .block,
                    resolution(rule, operation, judging, blocks))
            }
        }
    }

    /// The baseline, judged as the candidate is going to be, passes, and the blocks planned for that are
    /// enough.
    private func resolution(
        _ rule: Rule, _ operation: String?, _ judging: RuleJudging, _ blocks: Int
    ) -> RuleOutcome {
        guard let samples = run.samples(of: rule.metric, on: operation) else {
            let why = Inconclusive(.noSamples, "'\(rule.metric.name)' was not measured")
            return RuleOutcome(why, Judgement.Finding(scale: .ratio))
        }
        if let flaw = samples.flaw(on: Side.allCases, blockSize: judging.blockSize(rule.metric)) {
            return RuleOutcome(flaw, Judgement.Finding(scale: .ratio))
        }
        if let why = run.unsettled(rule.metric, operation, of: samples.blocks.count) {
            return RuleOutcome(why, Judgement.Finding(scale: .ratio))
        }
        var outcome = judging.relativeOutcome(rule, rule.condition, samples, leans: false)
        switch outcome.verdict {
        case .inconclusive: return outcome
        case .violation:
            outcome.finding.flip = outcome.finding.flip?.onlyPassing(from: nil)
            let why = "the baseline came out worse than itself: something else on this host is in the way"
            outcome.verdict = .inconclusive(Inconclusive(.tooNoisy, why))
            return outcome
        case .pass:
            do throws(StatisticsError) {
                guard let smallest = try smallestChange(rule, samples, blocks) else { return outcome }
                outcome.finding.flip = outcome.finding.flip?.onlyPassing(from: smallest.change)
                if smallest.change > smallest.tolerance {
                    outcome.verdict = .inconclusive(unshowable(smallest, samples, judging, blocks))
                }
            } catch {
                outcome.verdict = .inconclusive(Inconclusive(error))
            }
            return outcome
        }
    }

    private typealias Smallest = (change: Double, tolerance: Double)

    /// The smallest change that so many blocks show with 99 % power, and what the rule tolerates.
    private func smallestChange(
        _ rule: Rule, _ samples: Samples, _ blocks: Int
    ) throws(StatisticsError) -> Smallest? {
        guard let series = try BlockRatioSeries(rule, rule.condition, samples) else { return nil }
        let smallest = try SamplePlan.smallestDetectableChange(
            sigma: try robustDeviation(series.ratios), blocks: blocks)
        return (smallest, try series.tolerance)
    }

    private func unshowable(
        _ smallest: Smallest, _ samples: Samples, _ judging: RuleJudging, _ blocks: Int
    ) -> Inconclusive {
        let detail =
            "\(blocks) blocks show a change of \(percentText(smallest.change)) with this noise, "
            + "the rule tolerates \(percentText(smallest.tolerance))"
        // While more blocks may come the noise may turn out smaller.
        let isLast = samples.blocks.count >= judging.maximumBlocks
        return Inconclusive(isLast ? .tooNoisy : .tooFewSamples, detail)
    }

    /// The ratios of response times over the process pairs, at level .001.
    ///
    /// The comparison rests on the pairs being independent of each other. A host whose speed changes while it measures
    /// moves both sides of a pair alike, and is no reason to stop.
    func steadiness(_ operation: String) -> Judgement {
        judgement(
            "steadiness/\(operation)", operation, "no trend and no memory over process pairs", blocks: true,
            steadinessOutcome(operation))
    }

    private func steadinessOutcome(_ operation: String) -> RuleOutcome {
        var finding = Judgement.Finding(
            scale: .unit(.time), flip: .never("steadiness has no limit"))
        let found = run.samples.first {
            $0.metric == Metric.BuiltIn.responseTime.rawValue && $0.operation == operation
        }
        guard let samples = found else {
            return RuleOutcome(Inconclusive(.noSamples, "'response_time' was not measured"), finding)
        }
        if let flaw = samples.flaw(on: Side.allCases, blockSize: nil) { return RuleOutcome(flaw, finding) }
        finding.samples = "\(samples.blocks.count) processes"
        do throws(StatisticsError) {
            finding.baseline = try median(samples.observed(.baseline).compactMap(\.value))
            finding.estimate = finding.baseline
            let ratios = try samples.blocks.map { block throws(StatisticsError) in
                try BlockRatios.medianLogRatio(
                    baseline: block.baseline.compactMap(\.value),
                    candidate: block.candidate.compactMap(\.value))
            }
            guard ratios.count >= RuleJudging.leastBlocks else {
                let detail = "\(ratios.count) process pairs, at least \(RuleJudging.leastBlocks) needed"
                return RuleOutcome(Inconclusive(.tooFewSamples, detail), finding)
            }
            if try TrendTest(ratios).pValue < 0.001 {
                let why = "the two processes of a pair drift apart from pair to pair"
                return RuleOutcome(Inconclusive(.tooNoisy, why), finding)
            }
            if let neighbours = try LagOneAutocorrelation(ratios), neighbours.pValue < 0.001 {
                let why = "neighbouring pairs are alike: they are no independent evidence"
                return RuleOutcome(Inconclusive(.tooNoisy, why), finding)
            }
            return RuleOutcome(.pass, finding)
        } catch {
            return RuleOutcome(Inconclusive(error), finding)
        }
    }

    private func judgement(
        _ name: String, _ operation: String?, _ demand: String, blocks: Bool, _ outcome: RuleOutcome
    ) -> Judgement {
        let verdict = shortfall.verdict(outcome.verdict)
        return Judgement(
            id: "baseline/\(name)", stage: .baseline, rule: demand, position: stage.position,
            operation: operation, verdict: verdict, blocks: blocks, limit: demand,
            finding: outcome.explained(verdict), notes: outcome.notes)
    }
}

extension Flip {
    /// Of the baseline against itself, which is never a violation: passed from the limit that it is within, and at least
    /// from the change that the noise lets show.
    fileprivate func onlyPassing(from change: Double?) -> Flip {
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

extension Stage {
    /// The blocks that `regress` declares; nil where they are planned.
    fileprivate var declaredBlocks: Int? {
        if case .regress(let settings) = kind { settings.blocks } else { nil }
    }
}
