import GateModel
import Glibc
import Statistics

extension RuleJudging {
    /// The ratio of two means, by a t interval over the process groups (statistics.md, "Comparing with the baseline").
    ///
    /// - Parameter leans: Whether the estimate decides where the test does not.
    func meanOutcome(
        _ rule: Rule, _ condition: Rule.Condition, _ samples: Samples, leans: Bool
    ) -> RuleOutcome {
        var numbers = Judgement.Numbers(scale: .ratio)
        do throws(StatisticsError) {
            guard let series = try MeanSeries(rule, condition, samples, perBlock: requestsOfValue(rule))
            else {
                let why = "means are compared with '<=' or '>='"
                return RuleOutcome(Inconclusive(.notEvaluated, why), numbers)
            }
            numbers.samples = series.size
            numbers.baseline = series.baselineLevel
            numbers.candidate = series.candidateLevel
            numbers.estimate = series.candidateLevel / series.baselineLevel
            numbers.bounds = [series.baselineLevel * series.ratio(series.tolerated)]
            numbers.distributions = Distributions(
                .unit(rule.metric.unit), baseline: samples.observed(.baseline).compactMap(\.value),
                candidate: samples.observed(.candidate).compactMap(\.value), bounds: numbers.bounds ?? [])
            let blocks = samples.blocks.count
            guard blocks >= RuleJudging.leastBlocks, maximumBlocks >= RuleJudging.leastBlocks else {
                return RuleOutcome(undecided(after: blocks), numbers)
            }
            let sequence = try series.bounds(try sequentialTest())
            let outcome = sequence.outcome(series.tolerated)
            if let shown = outcome.look ?? sequence.looks.last { numbers.show(shown.bounds, series) }
            let isLeaning = leans && outcome.isUndecided && series.isEnough(blocks)
            // What another limit would come to when all looks are over.
            let mayLean = leans && blocks >= maximumBlocks && series.isEnough(blocks)
            numbers.flip = try flip(rule, condition, series, sequence, isLeaning: mayLean)
            return try outcome.judged(self, series, numbers, blocks, isLeaning: isLeaning)
        } catch {
            return RuleOutcome(Inconclusive(error), numbers)
        }
    }

    /// Requests that one value is made of, where it is not the time of a single one; nil where it is.
    private func requestsOfValue(_ rule: Rule) -> Int? {
        guard rule.metric.source == .builtIn(.throughput) else { return nil }
        let times = Metric(.responseTime)
        if let promised = blockSize(times) { return promised }
        let operation = rule.operations.first
        return sampled.samples(of: times, on: operation)?.blocks.first?.candidate.count ?? 1
    }

    private func flip(
        _ rule: Rule, _ condition: Rule.Condition, _ series: MeanSeries, _ sequence: BoundSequence,
        isLeaning: Bool
    ) throws(StatisticsError) -> LimitSensitivity? {
        let strict = sequence.turningLimits
        let level = series.baselineLevel
        let leaning = isLeaning ? try leaningLimits(series, strict) : strict
        return .at(
            condition.movableLimits(at: level, rule.metric.unit).map { limit in
                func position(_ logRatio: Double) -> Double {
                    logRatio.isFinite ? limit.position(sum: 2 * logRatio, level, level) : logRatio
                }
                return limit.threshold(
                    TurningLimits(pass: position(leaning.pass), violation: position(leaning.violation)))
            })
    }

    /// Between the two limits the estimate decides, if it shows any effect at all.
    private func leaningLimits(
        _ series: MeanSeries, _ strict: TurningLimits
    ) throws(StatisticsError) -> TurningLimits {
        let found = try series.bounds(alpha: RuleJudging.alpha)
        guard found.lower > 0 else { return TurningLimits(at: strict.violation) }
        return TurningLimits(at: min(max(found.estimate, strict.violation), strict.pass))
    }
}

extension BoundSequence.Outcome {
    /// The look that the numbers are shown of; nil while more blocks may still decide.
    var look: BoundSequence.Look? {
        switch self {
        case .open: nil
        case .pass(let look), .violation(let look), .lostPass(let look), .undecided(let look): look
        }
    }

    fileprivate var isUndecided: Bool {
        if case .undecided = self { true } else { false }
    }

    fileprivate func judged(
        _ judging: RuleJudging, _ series: MeanSeries, _ numbers: Judgement.Numbers, _ blocks: Int,
        isLeaning: Bool
    ) throws(StatisticsError) -> RuleOutcome {
        let limit = series.ratio(series.tolerated) - 1
        let inForce = { (look: BoundSequence.Look) in
            Note.limitInForce(change: limit, block: look.blocks)
        }
        switch self {
        case .open: return RuleOutcome(judging.undecided(after: blocks), numbers)
        case .violation(let look): return RuleOutcome(.violation, numbers, [inForce(look)])
        case .pass(let look):
            return RuleOutcome(.pass, numbers, [inForce(look)] + judging.attemptNotes)
        case .lostPass(let look) where !isLeaning || blocks < judging.maximumBlocks:
            return RuleOutcome(judging.noLongerPasses(look.blocks, blocks), numbers)
        case .lostPass,
            .undecided where isLeaning:
            let found = try series.bounds(alpha: RuleJudging.alpha)
            let isWorse = found.estimate > series.tolerated && found.lower > 0
            return RuleOutcome(
                isWorse ? .violation : .pass, numbers,
                [.limitInForce(change: limit, block: nil), .leaning])
        case .undecided(let look):
            return RuleOutcome(
                try judging.undecided(series, look), numbers, [.limitInForce(change: limit, block: nil)])
        }
    }
}

extension RuleJudging {
    fileprivate func undecided(
        _ series: MeanSeries, _ look: BoundSequence.Look
    ) throws(StatisticsError) -> Inconclusive {
        if !series.isEnough(look.blocks), let requests = series.requests {
            return RuleJudging.tooFewForMean(requests)
        }
        let smallest = try SamplePlan.smallestDetectableChange(
            sigma: try series.ratio(look.blocks).blockDeviation, blocks: look.blocks)
        let shown = abs(expm1(series.tolerated))
        return Inconclusive(
            series.tolerated != 0 && smallest > shown ? .tooNoisy : .tooClose,
            .blocks(
                .means(blocks: look.blocks, shown: smallest, host: run.common.conditions?.disturbing)))
    }

    static func tooFewForMean(_ requests: Int) -> Inconclusive {
        Inconclusive(
            .tooFewSamples,
            .blocks(.fewRequests(count: requests, least: MeanSeries.leastRequests)))
    }
}

extension Judgement.Numbers {
    fileprivate mutating func show(_ bounds: EstimateBounds, _ series: MeanSeries) {
        estimate = series.ratio(bounds.estimate)
        lower = bounds.lower.isFinite ? series.ratio(bounds.lower) : nil
        upper = bounds.upper.isFinite ? series.ratio(bounds.upper) : nil
        if series.isMirrored { swap(&lower, &upper) }
    }
}
