/// What `on_inconclusive: lean` makes of a series that decided nothing.
///
/// A violation where the estimate is beyond the margin and the exact one-sided signed-rank test shows at 0.05
/// that there is any effect for the worse at all; otherwise a pass. Neither keeps the test's error rates.
package struct LeaningDecision: Equatable, Sendable {
    package static let alpha = 0.05

    package enum Verdict: String, Sendable {
        case pass
        case violation
    }

    package let verdict: Verdict

    /// The one-sided p of "no effect", against "worse".
    package let noEffect: Double

    /// `estimate` is the outcome's, on the scale of the margins; `logRatios` are the blocks' own, margin not
    /// taken off.
    package init(estimate: Double, logRatios: [Double]) throws(StatisticsError) {
        try [estimate].requireFinite()
        try logRatios.requireFinite()
        let sums = try WilcoxonStatistic(logRatios)
        let distribution = try SignedRankDistribution(sampleSize: logRatios.count)
        // An average rank that ends in a half is rounded up: never more significant than it is.
        noEffect = distribution.probability(atMost: sums.negative.rounded(.up))
        verdict = estimate > 0 && noEffect <= Self.alpha ? .violation : .pass
    }
}
