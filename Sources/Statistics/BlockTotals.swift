import Glibc

/// The sum of a block's values on one side, and how many there are.
package struct BlockTotal: Equatable, Sendable {
    package let sum: Double
    package let count: Int

    package init(sum: Double, count: Int) {
        self.sum = sum
        self.count = count
    }

    package init(_ values: [Double]) {
        self.init(sum: values.reduce(0, +), count: values.count)
    }
}

/// Totals of blocks, of which a mean is made: a block is a process group, and groups are what varies independently.
package struct BlockTotals: Equatable, Sendable {
    package let totals: [BlockTotal]
    /// Of all values; infinite or NaN where they are.
    package let mean: Double
    private let meanCount: Double

    /// At least one block with a value.
    package init(_ totals: [BlockTotal]) throws(StatisticsError) {
        let count = totals.reduce(0) { $0 + $1.count }
        guard count > 0 else { throw .tooFew(needed: 1, found: 0) }
        self.totals = totals
        mean = totals.reduce(0) { $0 + $1.sum } / Double(count)
        meanCount = Double(count) / Double(totals.count)
        try [mean].requireFinite()
    }

    /// What each block adds to the error of the mean; they add up to 0.
    var residuals: [Double] {
        totals.map { ($0.sum - mean * Double($0.count)) / meanCount }
    }

    /// The mean with its bounds.
    package func bounds(_ levels: LookLevels) throws(StatisticsError) -> EstimateBounds {
        let reach = try SkewedReach(residuals, belowAlpha: levels.below, aboveAlpha: levels.above)
        return EstimateBounds(estimate: mean, lower: mean - reach.below, upper: mean + reach.above)
    }
}

/// ln of the ratio of two means, each over all values of a side: what the typical block cannot tell where few requests
/// make most of the mean.
///
/// By the delta method; the two sides of a block share the state of the machine, so their errors are taken together.
package struct MeanRatio: Equatable, Sendable {
    package let baseline: BlockTotals
    package let candidate: BlockTotals
    package let logRatio: Double
    private let residuals: [Double]

    /// Block i of one side belongs to block i of the other.
    ///
    /// - Throws: ``StatisticsError/notPositive(index:value:)`` where a mean is not above 0: there is no ratio to it.
    package init(baseline: [BlockTotal], candidate: [BlockTotal]) throws(StatisticsError) {
        self.baseline = try BlockTotals(baseline)
        self.candidate = try BlockTotals(candidate)
        try [self.baseline.mean, self.candidate.mean].requirePositive()
        logRatio = log(self.candidate.mean) - log(self.baseline.mean)
        let (below, above) = (self.baseline, self.candidate)
        residuals = zip(above.residuals, below.residuals).map { $0 / above.mean - $1 / below.mean }
    }

    /// Standard deviation of a block's part in the log ratio; the ratio's own error is √n times smaller.
    package var blockDeviation: Double {
        get throws(StatisticsError) { try standardDeviation(residuals) }
    }

    /// On the scale of the log ratio.
    ///
    /// - Parameter isMirrored: Whether less is worse; all numbers then have the opposite sign.
    package func bounds(_ levels: LookLevels, isMirrored: Bool = false) throws(StatisticsError)
        -> EstimateBounds
    {
        let sign = isMirrored ? -1.0 : 1.0
        let reach = try SkewedReach(
            residuals.map { sign * $0 }, belowAlpha: levels.below, aboveAlpha: levels.above)
        return EstimateBounds(
            estimate: sign * logRatio, lower: sign * logRatio - reach.below,
            upper: sign * logRatio + reach.above)
    }
}
