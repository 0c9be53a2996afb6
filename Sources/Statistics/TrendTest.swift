/// The two-sided test of Mann and Kendall for a rise or fall over time, by the normal approximation.
///
/// With tie correction and continuity correction; from 8 values on it errs on the side of no trend. Eight
/// values in ascending order give 0.00084 (exactly it would be 2/8!).
package struct TrendTest: Equatable, Sendable {
    /// Pairs that rise minus pairs that fall.
    package let score: Int
    package let pValue: Double

    /// `values` in the order they were taken, at least 8.
    package init(_ values: [Double]) throws(StatisticsError) {
        try values.requireFinite(atLeast: 8)
        let kendall = KendallScore(values)
        score = kendall.score
        guard kendall.score != 0 else {
            pValue = 1
            return
        }
        let corrected = Double(abs(kendall.score) - 1)
        pValue = NormalDistribution.twoSided(corrected / kendall.variance.squareRoot())
    }
}
