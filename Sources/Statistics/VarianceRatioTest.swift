/// Whether new values scatter more than earlier ones, both around 0: the F test of two variances, one-sided.
///
/// Exact for normal values. A few wild ones among the new reject more often, so it suits where a rejection costs time alone.
/// Four values with twenty times the mean square of ten earlier ones: F(4, 10) = 20 has the p-value .00009.
package struct VarianceRatioTest: Equatable, Sendable {
    /// The mean square of the new values over that of the earlier ones; infinite where those are all 0 and these are not,
    /// 1 where all are 0.
    package let ratio: Double
    /// The probability of a ratio at least as large between values of one deviation.
    package let pValue: Double

    /// - Throws: ``StatisticsError/tooFew(needed:found:)`` below two values of either.
    package init(_ new: [Double], against earlier: [Double]) throws(StatisticsError) {
        try new.requireFinite(atLeast: 2)
        try earlier.requireFinite(atLeast: 2)
        let (above, below) = (Self.meanSquare(new), Self.meanSquare(earlier))
        guard below > 0 else {
            ratio = above > 0 ? .infinity : 1
            pValue = above > 0 ? 0 : 1
            return
        }
        ratio = above / below
        let (first, second) = (Double(new.count), Double(earlier.count))
        // Abramowitz and Stegun 26.6.2.
        let whole = second + first * ratio
        pValue = BetaFunction.regularized(
            second / whole, complement: first * ratio / whole, second / 2, first / 2)
    }

    private static func meanSquare(_ values: [Double]) -> Double {
        values.reduce(0) { $0 + $1 * $1 } / Double(values.count)
    }
}
