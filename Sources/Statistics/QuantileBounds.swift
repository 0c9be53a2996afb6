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

        // More of the values above the limit never speak for it: passes come first, violations last.
        let passing = try Self.first(in: 0...(count + 1)) { above throws(StatisticsError) in
            if above > count { return true }
            return try limit.judge(failures: above, of: count) != .pass
        }
        let violating = try Self.first(in: 0...(count + 1)) { above throws(StatisticsError) in
            if above > count { return true }
            return try limit.judge(failures: above, of: count) == .violation
        }
        // At most `passing − 1` may lie above: the next one down must not.
        upper = passing > 0 && passing <= count ? sorted[count - passing] : nil
        lower = violating > 0 && violating <= count ? sorted[count - violating] : nil
    }

    /// The least number for which the condition, once true always true, holds; it holds for the range's last.
    private static func first(
        in range: ClosedRange<Int>, where condition: (Int) throws(StatisticsError) -> Bool
    ) throws(StatisticsError) -> Int {
        var low = range.lowerBound
        var high = range.upperBound
        while low < high {
            let middle = low + (high - low) / 2
            if try condition(middle) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
