import GateModel
import Statistics

extension RuleJudging {
    /// A limit in the metric's own unit, by the test that suits the statistic (statistics.md, "Absolute limits").
    func absoluteOutcome(
        _ rule: Rule, _ condition: Rule.Condition, _ samples: Samples, _ side: Side
    ) -> RuleOutcome {
        let values = samples.observed(side).compactMap(\.value)
        var finding = Judgement.Finding(scale: .unit(rule.metric.unit), samples: "\(values.count) samples")
        do throws(StatisticsError) {
            let whole = try level(rule, of: values)
            finding.estimate = whole
            if side == .baseline { finding.baseline = whole } else { finding.candidate = whole }
            let verdicts = try condition.oneSided.map { bound throws(StatisticsError) in
                try oneSidedVerdict(rule, bound, values, samples.blocks.map { $0[side].compactMap(\.value) })
            }
            // Of two limits joined by `or` one is enough; of a range both sides hold.
            let verdict = condition.isEither ? Verdict.best(verdicts) : Verdict.worst(verdicts)
            return RuleOutcome(verdict, finding)
        } catch {
            return RuleOutcome(.inconclusive(Inconclusive(.tooFewSamples, error.inOneLine)), finding)
        }
    }

    private func level(_ rule: Rule, of values: [Double]) throws(StatisticsError) -> Double {
        if rule.metric.source == .builtIn(.errors) { return mean(values) }
        switch rule.statistic {
        case .quantile(let share): return try quantile(values, share)
        case .median, .steady: return try median(values)
        case .min: return values.reduce(.infinity, min)
        case .max, .peak: return values.reduce(-.infinity, max)
        case .mean, .rate, .growth, .retained: return mean(values)
        case nil: return try median(values)
        }
    }

    private func oneSidedVerdict(
        _ rule: Rule, _ bound: OneSidedBound, _ values: [Double], _ blocks: [[Double]]
    ) throws(StatisticsError) -> Verdict {
        if rule.metric.source == .builtIn(.errors) { return try errorVerdict(bound, values) }
        switch rule.statistic {
        case .quantile(let share): return try quantileVerdict(share, bound, values)
        case .median: return try quantileVerdict(0.5, bound, values)
        case .min, .max, .peak:
            return bound.comparison.holds(try level(rule, of: values), bound.value) ? .pass : .violation
        case .mean where rule.metric.unit == .count:
            guard values.count >= 8 else { return needMore("\(values.count) samples, at least 8 needed") }
            return bound.comparison.holds(mean(values), bound.value) ? .pass : .violation
        case .mean, .rate: return try blockVerdict(bound, blocks.map(mean))
        case .steady, .growth, .retained:
            return .inconclusive(Inconclusive(.notEvaluated, "judged in stage 'memory' only"))
        case nil: return values.allSatisfy { bound.comparison.holds($0, bound.value) } ? .pass : .violation
        }
    }

    /// `errors == 0`: any failed operation; `errors <= p`: exact binomial, each side by itself.
    private func errorVerdict(_ bound: OneSidedBound, _ values: [Double]) throws(StatisticsError) -> Verdict {
        let failures = values.count { $0 > 0 }
        guard bound.value > 0 else { return failures == 0 ? .pass : .violation }
        guard bound.value < 1 else { return .pass }
        let limit = try ProportionLimit(proportion: bound.value, alpha: RuleJudging.alpha)
        return try proportionVerdict(limit, failures, values.count)
    }

    /// A quantile is within its limit when few enough samples are beyond it.
    private func quantileVerdict(
        _ share: Double, _ bound: OneSidedBound, _ values: [Double]
    ) throws(StatisticsError) -> Verdict {
        let beyond = values.count { !bound.comparison.holds($0, bound.value) }
        let allowed = bound.isUpper ? 1 - share : share
        let limit = try ProportionLimit(proportion: allowed, alpha: RuleJudging.alpha)
        return try proportionVerdict(limit, beyond, values.count)
    }

    private func proportionVerdict(
        _ limit: ProportionLimit, _ beyond: Int, _ count: Int
    ) throws(StatisticsError) -> Verdict {
        switch try limit.judge(failures: beyond, of: count) {
        case .pass: .pass
        case .violation: .violation
        case .needMore:
            needMore(
                "\(beyond) of \(count) beyond the limit; even without any, \(limit.smallestPassingCount) are needed"
            )
        }
    }

    private func blockVerdict(_ bound: OneSidedBound, _ means: [Double]) throws(StatisticsError) -> Verdict {
        guard means.count >= 8 else { return needMore("\(means.count) blocks, at least 8 needed") }
        var test = try SequentialRatioTest(
            maximumBlocks: run.maximumBlocks ?? 40, alpha: RuleJudging.alpha, judgements: multiplicity)
        let margins = means.map { bound.isUpper ? $0 - bound.value : bound.value - $0 }
        for look in test.looks where look <= margins.count && test.outcome == nil {
            try test.look(at: Array(margins.prefix(look)))
        }
        switch test.outcome?.verdict {
        case .pass: return .pass
        case .violation: return .violation
        case .inconclusive:
            return .inconclusive(Inconclusive(.tooNoisy, "undecided after \(margins.count) blocks"))
        case nil: return needMore("undecided after \(margins.count) blocks")
        }
    }

    private func needMore(_ detail: String) -> Verdict { .inconclusive(Inconclusive(.tooFewSamples, detail)) }
}

/// `<= 15 ms`, or one end of a range.
struct OneSidedBound {
    let comparison: Rule.Comparison
    let value: Double

    var isUpper: Bool { comparison != .greaterOrEqual && comparison != .greater }
}

extension Rule.Condition {
    /// The absolute bounds of the condition, each by itself.
    var oneSided: [OneSidedBound] {
        switch self {
        case .compare(let comparison, let limit, let other):
            ([limit] + (other.map { [$0] } ?? [])).map {
                OneSidedBound(comparison: comparison, value: $0.bound(at: 0))
            }
        case .range(let low, let high):
            [
                OneSidedBound(comparison: .greaterOrEqual, value: low),
                OneSidedBound(comparison: .lessOrEqual, value: high),
            ]
        }
    }

    var isEither: Bool {
        switch self {
        case .compare(_, _, let other): other != nil
        case .range: false
        }
    }
}

extension Verdict {
    /// Pass before inconclusive before violation.
    fileprivate static func best(_ verdicts: [Verdict]) -> Verdict {
        if verdicts.contains(.pass) { return .pass }
        return verdicts.first { $0 != .violation } ?? .violation
    }
}
