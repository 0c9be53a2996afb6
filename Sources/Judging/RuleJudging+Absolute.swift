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
        let values = samples.observed(side).compactMap(\.value)
        let blocks = samples.blocks.map { $0[side].compactMap(\.value) }
        var finding = Judgement.Finding(scale: .unit(rule.metric.unit), samples: "\(values.count) samples")
        do throws(StatisticsError) {
            let level = try level(rule, condition, values)
            finding.estimate = level
            if side == .baseline { finding.baseline = level } else { finding.candidate = level }
            guard let bounds = condition.bounds(at: nil), !bounds.isEmpty else {
                return RuleOutcome(
                    Inconclusive(.notEvaluated, "a relative limit has no value of its own"), finding)
            }
            let verdicts = try bounds.map { bound throws(StatisticsError) in
                try verdict(rule, bound, values, blocks, samples.operation)
            }
            return RuleOutcome(Verdict.worst(verdicts), finding)
        } catch {
            return RuleOutcome(Inconclusive(error), finding)
        }
    }

    private func level(
        _ rule: Rule, _ condition: Rule.Condition, _ values: [Double]
    ) throws(StatisticsError) -> Double? {
        if rule.metric.source == .builtIn(.errors) { return try mean(values) }
        guard let statistic = rule.statistic else { return condition.worst(of: values) }
        return try value(of: statistic, values)
    }

    private func verdict(
        _ rule: Rule, _ bound: OneSidedBound, _ values: [Double], _ blocks: [[Double]], _ operation: String?
    ) throws(StatisticsError) -> Verdict {
        if let allowed = rule.allowedShare(bound) {
            return try proportionVerdict(
                allowed, beyond: values.count { rule.isBeyond($0, bound) }, of: values.count)
        }
        if rule.metric.source == .builtIn(.errors) {
            return bound.holds(try mean(values)) ? .pass : .violation
        }
        switch rule.statistic {
        case .min: return bound.holds(try quantile(values, 0)) ? .pass : .violation
        case .max, .peak: return bound.holds(try quantile(values, 1)) ? .pass : .violation
        case nil: return values.allSatisfy(bound.holds) ? .pass : .violation
        case .mean where rule.metric.unit == .count && repetitionsThatDiffer(rule.metric, operation) == 0:
            guard blocks.count >= RuleJudging.leastBlocks else {
                return needMore("\(blocks.count) blocks, at least \(RuleJudging.leastBlocks) needed")
            }
            return bound.holds(try mean(values)) ? .pass : .violation
        case .mean, .rate:
            return try blockVerdict(
                bound, try blocks.map { block throws(StatisticsError) in try mean(block) })
        case .median, .quantile, .steady, .growth, .retained:
            return .inconclusive(Inconclusive(.notEvaluated, "not judged against a limit in this stage"))
        }
    }

    private func proportionVerdict(
        _ allowed: Double, beyond: Int, of count: Int
    ) throws(StatisticsError) -> Verdict {
        let limit = try ProportionLimit(proportion: allowed, alpha: RuleJudging.alpha)
        switch try limit.judge(failures: beyond, of: count) {
        case .pass: return .pass
        case .violation: return .violation
        case .needMore:
            let least = limit.smallestPassingCount
            return needMore("\(beyond) of \(count) beyond the limit; even without any, \(least) are needed")
        }
    }

    /// The sequential test of the blocks' means against the bound.
    private func blockVerdict(_ bound: OneSidedBound, _ means: [Double]) throws(StatisticsError) -> Verdict {
        guard let outcome = try sequentialOutcome(means.map(bound.excess)) else {
            return .inconclusive(undecided(after: means.count))
        }
        switch outcome.verdict {
        case .pass: return .pass
        case .violation: return .violation
        case .inconclusive:
            return .inconclusive(Inconclusive(.tooNoisy, "undecided after \(outcome.stoppedAt) blocks"))
        }
    }

    private func needMore(_ detail: String) -> Verdict { .inconclusive(Inconclusive(.tooFewSamples, detail)) }
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
        case nil, .mean, .min, .max, .peak, .steady, .growth, .retained, .rate: return nil
        }
    }

    /// Whether a sample counts against the bound; of `errors` a sample is 1 for a failed operation and 0 for
    /// another.
    fileprivate func isBeyond(_ value: Double, _ bound: OneSidedBound) -> Bool {
        metric.source == .builtIn(.errors) ? bound.isUpper == (value > 0) : !bound.holds(value)
    }
}
