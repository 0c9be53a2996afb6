/// By how much the share of a candidate's values that have a property is above that of its baseline, over blocks of one
/// process a side.
///
/// The interval of the blocks' differences is never narrower than the exact binomial one of the candidate's share alone:
/// where nearly nothing has the property, a spread that was not seen is no certainty.
package struct ShareDifference: Equatable, Sendable {
    package let baseline: ClusteredShare
    package let candidate: ClusteredShare
    package let difference: Double
    private let baselineShare: Double
    private let residuals: [Double]

    /// Counts and sizes of each block, at least two blocks; block i of one side belongs to block i of the other.
    package init(
        baseline: [Int], of baselineSizes: [Int], candidate: [Int], of candidateSizes: [Int]
    ) throws(StatisticsError) {
        self.baseline = try ClusteredShare(failures: baseline, sizes: baselineSizes)
        self.candidate = try ClusteredShare(failures: candidate, sizes: candidateSizes)
        func totals(_ counts: [Int], _ sizes: [Int]) throws(StatisticsError) -> BlockTotals {
            try BlockTotals(zip(counts, sizes).map { BlockTotal(sum: Double($0), count: $1) })
        }
        let below = try totals(baseline, baselineSizes)
        let above = try totals(candidate, candidateSizes)
        baselineShare = below.mean
        difference = above.mean - below.mean
        residuals = zip(above.residuals, below.residuals).map { $0 - $1 }
    }

    package func bounds(_ levels: LookLevels) throws(StatisticsError) -> EstimateBounds {
        let reach = try SkewedReach(residuals, belowAlpha: levels.below, aboveAlpha: levels.above)
        let exact = candidate.bounds(levels)
        return EstimateBounds(
            estimate: difference,
            lower: min(difference - reach.below, exact.lower - baselineShare),
            upper: max(difference + reach.above, exact.upper - baselineShare))
    }
}
