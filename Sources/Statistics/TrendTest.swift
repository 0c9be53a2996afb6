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
        try self.init([values])
    }

    /// Of several series together, at least 8 values in all: values of one are compared with those of the same one only, so that
    /// a difference between two series is no trend (Hirsch and Slack, Water Resources Research 20, 1984).
    package init(_ series: [[Double]]) throws(StatisticsError) {
        try series.flatMap { $0 }.requireFinite(atLeast: 8)
        let kendalls = series.filter { $0.count > 1 }.map(KendallScore.init)
        score = kendalls.reduce(0) { $0 + $1.score }
        guard score != 0 else {
            pValue = 1
            return
        }
        let variance = kendalls.reduce(0) { $0 + $1.variance }
        pValue = NormalDistribution.twoSided(Double(abs(score) - 1) / variance.squareRoot())
    }
}
