import Glibc

/// The exact binomial test of "at most this share fails", one side each way (Clopper and Pearson).
///
/// Serves `errors <= p`, and percentiles: p_q < L says that at most the share 1 − q of samples is above L.
package struct ProportionLimit: Equatable, Sendable {
    package enum Verdict: String, Sendable {
        case pass
        case violation
        case needMore = "need more"
    }

    /// The share that may fail, from 1e-9 to below 1.
    package let proportion: Double

    /// One-sided level of a pass.
    package let alpha: Double

    /// One-sided level of a violation.
    package let violationAlpha: Double

    /// - Parameter violationAlpha: Where error is shared out among several; nil: as of a pass.
    package init(
        proportion: Double, alpha: Double, violationAlpha: Double? = nil
    ) throws(StatisticsError) {
        guard proportion >= 1e-9, proportion < 1 else { throw .outOfRange(.proportion, value: proportion) }
        self.violationAlpha = violationAlpha ?? alpha
        for alpha in [alpha, self.violationAlpha] {
            guard alpha > 0, alpha < 0.5 else { throw .outOfRange(.alpha, value: alpha) }
        }
        self.proportion = proportion
        self.alpha = alpha
    }

    /// The limit on a quantile, above 0 and below 1, where a failure is a sample above the limit.
    package init(quantile: Double, alpha: Double) throws(StatisticsError) {
        guard quantile > 0, quantile < 1 else { throw .outOfRange(.quantile, value: quantile) }
        try self.init(proportion: 1 - quantile, alpha: alpha)
    }

    /// Pass where so few failures, violation where so many, would have at most the probability that each is allowed at the
    /// limit.
    package func judge(failures: Int, of samples: Int) throws(StatisticsError) -> Verdict {
        guard samples >= 1 else { throw .tooFew(needed: 1, found: samples) }
        guard (0...samples).contains(failures) else { throw .outOfRange(.failures, value: Double(failures)) }
        let failing = BinomialDistribution(trials: samples, probability: proportion)
        if failing.logAtMost(failures) <= log(alpha) { return .pass }
        if failing.logAtLeast(failures) <= log(violationAlpha) { return .violation }
        return .needMore
    }

    /// The smallest number of samples that can pass, if none of them fails: at alpha 0.05 59 for a p95, 299
    /// for a p99.
    package var smallestPassingCount: Int {
        let estimate = (log(alpha) / log1p(-proportion)).rounded(.up)
        var samples = max(1, Int(estimate) - 1)
        while BinomialDistribution(trials: samples, probability: proportion).logAtMost(0) > log(alpha) {
            samples += 1
        }
        return samples
    }

    /// The most failures of so many samples, at least 1, that still pass; nil where not even none would.
    ///
    /// 1 of 100 for a p95 at alpha 0.05: P(X ≤ 1) = .037, P(X ≤ 2) = .118.
    package func mostPassingFailures(of samples: Int) -> Int? {
        let failing = BinomialDistribution(trials: samples, probability: proportion)
        let more = firstIndex(below: samples) { failing.logAtMost($0) > log(alpha) }
        return more == 0 ? nil : more - 1
    }

    /// The fewest failures of so many samples that are a violation; nil where not even all are.
    package func fewestViolatingFailures(of samples: Int) -> Int? {
        let failing = BinomialDistribution(trials: samples, probability: proportion)
        let fewest = firstIndex(below: samples + 1) { failing.logAtLeast($0) <= log(violationAlpha) }
        return fewest > samples ? nil : fewest
    }
}

/// The first index from 0 on that has a property which all after it have too; `count` where none has.
func firstIndex(below count: Int, _ hasProperty: (Int) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
        let middle = low + (high - low) / 2
        if hasProperty(middle) { high = middle } else { low = middle + 1 }
    }
    return low
}
