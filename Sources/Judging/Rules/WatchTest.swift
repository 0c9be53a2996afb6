import GateModel
import Glibc
import Statistics

/// Tests one end of a rule's condition over all windows of a watch (statistics.md, "Watch").
struct WatchTest {
    let watched: WatchedMetric
    let planned: Int
    let judgements: Int
    /// Which one at the same pair of revisions, from 1 on: a pass has half the level with each.
    var attempt = 1

    /// What the windows show of one end.
    struct Shown {
        var isViolated = false
        var isPassed = false
        /// Where windows' values are compared.
        var evidence: MarginEvidence?
        /// Where shares are counted.
        var counts: [WindowCount]?
    }

    /// - Parameter end: A comparison with one bound.
    /// - Returns: Nil where the statistic is none of windows.
    func shown(_ end: Rule.Condition) throws(StatisticsError) -> Shown? {
        guard !end.isRelative else { return try compared(end) }
        guard let bound = end.bounds(at: nil)?.first else { return nil }
        if watched.rule.metric.source == .builtIn(.errors) {
            return try counted(bound, allowed: bound.isUpper ? bound.value : 1 - bound.value)
        }
        if let allowed = watched.rule.allowedShare(bound) { return try counted(bound, allowed: allowed) }
        switch watched.rule.statistic {
        case nil: return try counted(bound, allowed: 0)
        case .max where bound.isUpper, .peak where bound.isUpper: return try counted(bound, allowed: 0)
        case .min where !bound.isUpper: return try counted(bound, allowed: 0)
        case .min, .max, .peak:
            let holds = watched.value(of: watched.after.joined()).map(bound.holds)
            return Shown(
                isViolated: watched.after.count >= planned && holds == false, isPassed: holds == true)
        case .mean, .rate: return try evidence(violation: bound, pass: bound, level: RuleJudging.alpha)
        case .median, .quantile, .steady, .growth, .retained, .exponent, .tail, .worst, .warmup: return nil
        }
    }

    /// Shares add up: the sequential binomial test, a window a cluster.
    private func counted(_ bound: OneSidedBound, allowed: Double) throws(StatisticsError) -> Shown {
        let test = try WindowedShareTest(
            proportion: max(0, allowed), alpha: RuleJudging.alpha, judgements: judgements,
            attempt: attempt, plannedWindows: planned)
        let counts = watched.counts(beyond: bound)
        return Shown(
            isViolated: test.isViolated(by: counts), isPassed: test.isPassed(by: counts), counts: counts)
    }

    /// Of a level: what is left of it for a pass.
    private var passShare: Double { pow(2, Double(1 - attempt)) }

    /// Against the windows before the deploy: half of each level is for what their own mean may be off by.
    private func compared(_ end: Rule.Condition) throws(StatisticsError) -> Shown? {
        let reference = watched.before.compactMap { watched.value(of: $0) }
        let level = RuleJudging.alpha / 2
        let wide = try MeanBounds(reference, alpha: level / Double(judgements))
        let narrow = try MeanBounds(reference, alpha: level * passShare)
        guard let loose = end.bound(between: wide.lower, wide.upper, isLoose: true),
            let tight = end.bound(between: narrow.lower, narrow.upper, isLoose: false)
        else { return nil }
        return try evidence(
            violation: loose, pass: tight, level: level,
            isExact: reference.allSatisfy { $0 == reference[0] })
    }

    /// The windows' values by a mixture e-process, each window one value however many requests it has.
    private func evidence(
        violation loose: OneSidedBound, pass tight: OneSidedBound, level: Double, isExact: Bool = true
    ) throws(StatisticsError) -> Shown {
        let values = watched.after.map { watched.value(of: $0) }
        let known = values.compactMap { $0 }
        if isExact, let first = known.first, known.count == values.count, known.allSatisfy({ $0 == first }),
            values.count >= WindowedShareTest.leastWindows
        {
            // What repeats exactly leaves nothing to test.
            return Shown(isViolated: !loose.holds(first), isPassed: loose.holds(first))
        }
        var beyond = OneSidedEvidence(lateStarts: max(0, planned - 1))
        var within = OneSidedEvidence()
        var most = 0.0
        for (observed, value) in zip(watched.after, values) {
            if let value { try beyond.add(loose.excess(of: value)) }
            most = max(most, beyond.logEvidence)
            if let worst = watched.worstValue(of: observed, isUpper: tight.isUpper) {
                try within.add(-tight.excess(of: worst))
            } else {
                within.addUnknown()
            }
        }
        let last = values.suffix(max(1, values.count / 3)).compactMap { $0 }
        var endsWell = false
        if !last.isEmpty { endsWell = try median(last.map(tight.excess)) <= 0 }
        return Shown(
            isViolated: most >= log(Double(judgements) / level),
            isPassed: endsWell && within.logEvidence >= -log(level * passShare),
            evidence: MarginEvidence(
                logViolation: beyond.logEvidence, logPass: within.logEvidence, margins: known.count))
    }
}

extension Rule.Condition {
    /// Each with one bound: both ends of a range and of `==`.
    var ends: [Rule.Condition] {
        switch self {
        case .range(let low, let high):
            [
                .compare(.greaterOrEqual, .absolute(low), or: nil),
                .compare(.lessOrEqual, .absolute(high), or: nil),
            ]
        case .compare(.equal, let limit, let other):
            [.compare(.greaterOrEqual, limit, or: other), .compare(.lessOrEqual, limit, or: other)]
        case .compare: [self]
        }
    }

    /// The loosest or the tightest bound where the baseline's value lies between two.
    fileprivate func bound(between low: Double, _ high: Double, isLoose: Bool) -> OneSidedBound? {
        let both = [low, high].compactMap { bounds(at: $0)?.first }
        guard let first = both.first else { return nil }
        return first.isUpper == isLoose
            ? both.max { $0.value < $1.value } : both.min { $0.value < $1.value }
    }
}
