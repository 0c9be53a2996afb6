/// One-sided bounds of a quantile, each an order statistic, by the exact binomial test.
///
/// They agree with ``ProportionLimit``: an upper limit is shown to hold exactly where `upper` is at or below it, and
/// shown to be broken exactly where `lower` is above it. Nil is an infinite bound: too few samples.
package struct QuantileBounds: Equatable, Sendable {
    package let lower: Double?
    package let upper: Double?

    /// 59 values have an upper bound for their p95 at alpha 0.05: the largest of them.
    package init(_ values: [Double], quantile: Double, alpha: Double) throws(StatisticsError) {
        try values.requireFinite()
        let limit = try ProportionLimit(quantile: quantile, alpha: alpha)
        let sorted = values.sorted()
        let count = sorted.count

        // At most so many may lie above: the next one down must not.
        upper = limit.mostPassingFailures(of: count).map { sorted[count - 1 - $0] }
        lower = limit.fewestViolatingFailures(of: count).map { sorted[count - $0] }
    }
}
