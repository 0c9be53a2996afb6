import Glibc

/// How one block's candidate compares with its baseline, as the natural logarithm of a ratio.
///
/// 0 is no change, 0.0953 is 10 % more. Values must be above 0; the two sides may differ in number.
package enum BlockRatios {
    /// The median of ln y − ln x over all pairs of a baseline x and a candidate y.
    package static func medianLogRatio(
        baseline: [Double], candidate: [Double]
    ) throws(StatisticsError) -> Double {
        PairwiseDifferences(left: try baseline.logarithms(), right: try candidate.logarithms()).median
    }

    /// ln of the ratio of the means.
    package static func meanLogRatio(
        baseline: [Double], candidate: [Double]
    ) throws(StatisticsError) -> Double {
        try baseline.requirePositive()
        try candidate.requirePositive()
        return log(candidate.mean) - log(baseline.mean)
    }

    /// ln of the ratio of the type-7 quantiles: at 0.95 a block wants at least 100 values a side.
    package static func quantileLogRatio(
        baseline: [Double], candidate: [Double], _ probability: Double
    ) throws(StatisticsError) -> Double {
        try baseline.requirePositive()
        try candidate.requirePositive()
        return log(try quantile(candidate, probability)) - log(try quantile(baseline, probability))
    }

    /// The largest log ratio that a rule tolerates: ln(1 + tolerance), or what the floor allows if that is
    /// more.
    ///
    /// `floor` is in the metric's unit, as the block's `baselineMedian` is: 5 % "or +0.02ms" of a median of
    /// 0.1 ms is ln 1.2. A block's margin is its log ratio minus this.
    package static func toleratedLogRatio(
        tolerance: Double, floor: Double, baselineMedian: Double
    ) throws(StatisticsError) -> Double {
        guard floor.isFinite, floor >= 0 else { throw .outOfRange(.floor, value: floor) }
        try [baselineMedian].requirePositive()
        return max(try toleratedLogRatio(tolerance: tolerance), log1p(floor / baselineMedian))
    }

    /// ln(1 + tolerance): 0.0488 for 0.05.
    package static func toleratedLogRatio(tolerance: Double) throws(StatisticsError) -> Double {
        guard tolerance.isFinite, tolerance >= 0 else { throw .outOfRange(.tolerance, value: tolerance) }
        return log1p(tolerance)
    }
}
