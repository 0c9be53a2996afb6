import Glibc

/// The deviation of block log ratios, split into what each process brings along and what single pairs scatter.
///
/// With b pairs a block, σ² = between² + within² / b: more pairs lessen the second part alone, fresh processes both.
package struct NoiseParts: Equatable, Sendable {
    /// σ of the blocks that were measured.
    package let whole: Double
    /// Of the log ratio of a block of a single pair, between the same two processes.
    package let within: Double
    /// Pairs of the blocks that were measured.
    package let pairs: Int
    /// How many were measured.
    package let blocks: Int

    package init(whole: Double, within: Double, pairs: Int, blocks: Int) {
        self.whole = whole
        self.within = within
        self.pairs = max(1, pairs)
        self.blocks = blocks
    }

    /// The share of the variance that the scatter of single pairs does not explain, from 0 to 1; of few blocks it is uncertain.
    package var betweenShare: Double {
        guard whole > 0 else { return 0 }
        return max(0, 1 - within * within / Double(pairs) / (whole * whole))
    }

    /// σ of blocks of so many pairs.
    ///
    /// - Parameter share: In place of ``betweenShare``: that of several operations together is more certain.
    package func deviation(pairs: Int, betweenShare share: Double? = nil) -> Double {
        let between = (share ?? betweenShare) * whole * whole
        return (between + within * within / Double(max(1, pairs))).squareRoot()
    }

    /// What σ of blocks of so many pairs is at least, at 99 %: processes that were not shown to differ are taken to be alike.
    ///
    /// The deviation of n normal values by their median distance from the median has a relative error of 1.17/√n.
    package func leastDeviation(pairs: Int) -> Double {
        let least = whole / (1 + 2.33 * 1.17 / Double(max(1, blocks)).squareRoot())
        let between = max(0, least * least - within * within / Double(self.pairs))
        return
            (between + min(within, least * Double(self.pairs).squareRoot()) * within / Double(max(1, pairs)))
            .squareRoot()
    }
}

extension BlockRatios {
    /// The standard error of ``medianLogRatio(baseline:candidate:)`` as the block's own values tell it.
    ///
    /// Half the distance between the log ratios one standard error of the rank sum below and above the middle one
    /// (Lehmann, Nonparametrics, 1975, section 2.5): for b normal values a side of deviation s, about s·√(2π/3/b).
    package static func medianError(baseline: [Double], candidate: [Double]) throws(StatisticsError) -> Double
    {
        let (left, right) = (try baseline.logarithms(), try candidate.logarithms())
        // Of very many pairs every n-th tells as much.
        let sorted = PairwiseDifferences(left: left.thinned, right: right.thinned).sorted
        let (rows, columns) = (Double(left.thinned.count), Double(right.thinned.count))
        let error = (rows * columns * (rows + columns + 1) / 12).squareRoot()
        let middle = rows * columns / 2
        let low = sorted[max(0, Int((middle - error).rounded(.down)) - 1)]
        let high = sorted[min(sorted.count - 1, Int((middle + error).rounded(.up)))]
        let thinning = Double(left.count) / rows
        return (high - low) / 2 / thinning.squareRoot()
    }
}

extension [Double] {
    /// At most forty of them, evenly taken.
    fileprivate var thinned: [Double] {
        guard count > 40 else { return self }
        return (0..<40).map { self[$0 * count / 40] }
    }
}
