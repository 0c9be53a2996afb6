import GateModel
import Statistics

extension RuleJudging {
    /// A limit in the metric's own unit, by the test that suits the statistic (statistics.md, "Absolute
    /// limits").
    ///
    /// Of a range, and of `==`, both bounds are tested and must hold.
    func absoluteOutcome(
        _ rule: Rule, _ condition: Rule.Condition, _ samples: Samples, _ side: Side
    ) -> RuleOutcome {
        // Both processes of a block of stage `baseline` are the baseline's.
        let sides = side == .baseline ? Side.allCases : [side]
        let values = sides.flatMap { samples.observed($0).compactMap(\.value) }
        let blocks = samples.blocks.map { block in sides.flatMap { block[$0].compactMap(\.value) } }
        var numbers = Judgement.Numbers(
            scale: .unit(rule.metric.unit), samples: .samples(count: values.count))
        do throws(StatisticsError) {
            let level = try level(rule, condition, values)
            numbers.estimate = level
            if side == .baseline { numbers.baseline = level } else { numbers.candidate = level }
            guard let bounds = condition.bounds(at: nil), !bounds.isEmpty else {
                return RuleOutcome(
                    Inconclusive(.notEvaluated, "a relative limit has no value of its own"), numbers)
            }
            let findings = try bounds.map { bound throws(StatisticsError) in
                try judged(rule, bound, values, blocks, samples.operation)
            }
            let worst = Verdict.worst(findings.map(\.verdict))
            numbers.bounds = bounds.map(\.value)
            if rule.metric.source != .builtIn(.errors) {
                numbers.distributions = Distributions(
                    .unit(rule.metric.unit), baseline: side == .baseline ? values : [],
                    candidate: side == .candidate ? values : [], bounds: bounds.map(\.value))
            }
            let deciding = findings.first { $0.verdict == worst }
            numbers.lower = deciding?.interval?.lower
            numbers.upper = deciding?.interval?.upper
            numbers.evidence = try deciding?.margins.flatMap { margins throws(StatisticsError) in
                try MarginEvidence(margins)
            }
            let turning = zip(condition.movableLimits(at: nil, rule.metric.unit), findings.map(\.turning))
            if findings.allSatisfy({ $0.turning != nil }) {
                numbers.flip = .at(turning.compactMap { limit, turning in turning.map(limit.threshold) })
            }
            let isTested = bounds.contains { rule.allowedShare($0) != nil }
            guard worst == .pass, isTested else { return RuleOutcome(worst, numbers) }
            // Failures of whole processes are as many as there are such processes, however many requests there were.
            let isOfProcesses = rule.metric.source == .builtIn(.errors) && blocks.count > 1
            let unseen = isOfProcesses ? [StartCount.unseen(.process, in: blocks.count)] : []
            return RuleOutcome(.pass, numbers, unseen + attemptNotes)
        } catch {
            return RuleOutcome(Inconclusive(error), numbers)
        }
    }

    private func level(
        _ rule: Rule, _ condition: Rule.Condition, _ values: [Double]
    ) throws(StatisticsError) -> Double? {
        if rule.metric.source == .builtIn(.errors) { return try mean(values) }
        guard let statistic = rule.statistic else { return condition.worst(of: values) }
        return try value(of: statistic, values)
    }

    private func judged(
        _ rule: Rule, _ bound: OneSidedBound, _ values: [Double], _ blocks: [[Double]], _ operation: String?
    ) throws(StatisticsError) -> BoundFinding {
        if let allowed = rule.allowedShare(bound) {
            guard !looksSequentially else { return try clusteredFinding(rule, bound, allowed, blocks) }
            let pooled = try proportionFinding(rule, bound, allowed, values, mayGrow: mayGrow(blocks.count))
            guard stage.name == .scale else { return pooled }
            return try processFinding(rule, bound, allowed, blocks, pooled)
        }
        if rule.metric.source == .builtIn(.errors) {
            let share = try mean(values)
            var found = BoundFinding(bound, [share])
            let failures = values.count { $0 > 0 }
            // Another limit than 0 is tested, which a single failure does not fail.
            found.turning = failures > 0 ? try errorLimits(bound, failures, of: values.count) : nil
            return found
        }
        switch rule.statistic {
        case .min: return BoundFinding(bound, [try quantile(values, 0)])
        case .max, .peak: return BoundFinding(bound, [try quantile(values, 1)])
        case nil: return BoundFinding(bound, values)
        case .mean where rule.metric.unit == .count && repetitionsThatDiffer(rule.metric, operation) == 0:
            guard blocks.count >= sampled.leastBlocks else {
                return BoundFinding(
                    .inconclusive(
                        Inconclusive(
                            .tooFewSamples,
                            .blocks(.few(count: blocks.count, least: sampled.leastBlocks)))))
            }
            return BoundFinding(bound, [try mean(values)])
        case .mean: return try meanFinding(rule, bound, blocks)
        case .rate:
            return try blockFinding(
                bound, try blocks.map { block throws(StatisticsError) in try mean(block) })
        case .median, .quantile, .steady, .growth, .retained, .exponent, .tail, .worst, .warmup:
            let why = Inconclusive(.notEvaluated, "not judged against a limit in this stage")
            return BoundFinding(.inconclusive(why))
        }
    }

    /// How many samples lie beyond the bound, by the binomial test.
    ///
    /// Of a percentile the verdict turns at samples: it passes from the one on that leaves as many beyond it as may be.
    private func proportionFinding(
        _ rule: Rule, _ bound: OneSidedBound, _ allowed: Double, _ values: [Double], mayGrow: Bool
    ) throws(StatisticsError) -> BoundFinding {
        let limit = try ProportionLimit(
            proportion: allowed, alpha: passLevel, violationAlpha: violationLevel)
        let beyond = values.count { rule.isBeyond($0, bound) }
        var found: BoundFinding
        switch try limit.judge(failures: beyond, of: values.count) {
        case .pass: found = BoundFinding(.pass)
        case .violation: found = BoundFinding(.violation)
        case .needMore:
            found = BoundFinding(.inconclusive(undecided(limit, beyond, of: values.count, mayGrow: mayGrow)))
        }
        if rule.metric.source == .builtIn(.errors) {
            found.turning = try errorLimits(bound, beyond, of: values.count)
        } else {
            // From the loosest limit that a sample stands at to the tightest.
            let positions = values.map(bound.position).sorted(by: >)
            let pass = limit.mostPassingFailures(of: positions.count).map { positions[$0] }
            let violation = limit.fewestViolatingFailures(of: positions.count).map { positions[$0 - 1] }
            found.turning = TurningLimits(pass: pass ?? .infinity, violation: violation ?? -.infinity)
        }
        found.interval = found.turning.map { bound.interval($0) }
        return found
    }

    /// Where the share of failures turns, which is its confidence interval. A lower bound is about those that did not fail.
    private func errorLimits(
        _ bound: OneSidedBound, _ beyond: Int, of samples: Int
    ) throws(StatisticsError) -> TurningLimits {
        let most = try ProportionBounds(failures: beyond, of: samples, alpha: passLevel).upper
        let least = try ProportionBounds(failures: beyond, of: samples, alpha: violationLevel).lower
        let violation = beyond == 0 ? -.infinity : least
        return bound.isUpper
            ? TurningLimits(pass: most, violation: violation)
            : TurningLimits(pass: most - 1, violation: violation - 1)
    }

    /// The sequential test of the blocks' means against the bound.
    func blockFinding(
        _ bound: OneSidedBound, _ means: [Double]
    ) throws(StatisticsError) -> BoundFinding {
        let outcome = try sequentialOutcome(means.map(bound.excess))
        var found: BoundFinding
        switch outcome?.verdict {
        case nil: found = BoundFinding(.inconclusive(undecided(after: means.count)))
        case .pass: found = BoundFinding(.pass)
        case .violation: found = BoundFinding(.violation)
        case .inconclusive:
            found = BoundFinding(.inconclusive(.leftOpen(by: outcome?.stoppedAt ?? means.count)))
        }
        found.margins = means.map(bound.excess)
        if let outcome {
            let reach = TurningLimits(
                pass: outcome.upper ?? .infinity, violation: outcome.lower ?? -.infinity)
            found.interval = bound.interval(
                TurningLimits(
                    pass: bound.position(bound.value) + reach.pass,
                    violation: bound.position(bound.value) + reach.violation))
        }
        guard maximumBlocks >= RuleJudging.leastBlocks, means.count >= sampled.leastBlocks else {
            return found
        }
        let positions = means.map(bound.position)
        found.turning = try sequentialTest().turningLimits(blocks: means.count) { first, second in
            (positions[first] + positions[second]) / 2
        }
        return found
    }

    /// Whether the stage measures further blocks while something is undecided.
    private func mayGrow(_ blocks: Int) -> Bool {
        switch stage.kind {
        case .baseline, .regress: blocks < maximumBlocks
        case .compat, .memory, .scale, .check, .deploy, .watch: false
        }
    }

    /// Why a share of samples beyond the limit shows neither side: there are too few of them, or it is too close.
    private func undecided(
        _ limit: ProportionLimit, _ beyond: Int, of count: Int, mayGrow: Bool
    ) -> Inconclusive {
        let least = limit.smallestPassingCount
        guard count >= least else {
            return Inconclusive(.tooFewSamples, .share(.few(beyond: beyond, of: count, least: least)))
        }
        return Inconclusive(
            mayGrow ? .tooFewSamples : .tooClose,
            .share(
                .close(
                    beyond: beyond, of: count, passing: limit.mostPassingFailures(of: count),
                    violating: limit.fewestViolatingFailures(of: count), mayGrow: mayGrow)))
    }
}

extension Rule {
    /// The share of samples that may lie beyond a bound: .05 for `p95 <= 15ms`, .01 for `errors <= 1%`.
    ///
    /// Nil for a rule that is not about such a share; `errors == 0` is not, any failed operation is too many.
    func allowedShare(_ bound: OneSidedBound) -> Double? {
        if metric.source == .builtIn(.errors) {
            guard bound.value > 0, bound.value < 1 else { return nil }
            return bound.isUpper ? bound.value : 1 - bound.value
        }
        switch statistic {
        case .quantile(let share): return bound.isUpper ? 1 - share : share
        case .median: return 0.5
        case nil, .mean, .min, .max, .peak, .steady, .growth, .retained, .rate, .exponent, .tail, .worst,
            .warmup:
            return nil
        }
    }

    /// Whether a sample counts against the bound; of `errors` a sample is 1 for a failed operation and 0 for
    /// another.
    func isBeyond(_ value: Double, _ bound: OneSidedBound) -> Bool {
        metric.source == .builtIn(.errors) ? bound.isUpper == (value > 0) : !bound.holds(value)
    }
}
