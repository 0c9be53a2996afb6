import Glibc

/// Quantiles of values that come in blocks, with intervals that suppose no shape (Woodruff, JASA 47, 1952).
///
/// The share of values at or below the quantile is known up to its standard error, which is that of whole blocks: values of
/// one block resemble each other. Where the ends of that share's interval lie, the interval of the quantile ends.
package struct BlockedQuantiles: Sendable {
    private let sorted: [Double]
    private let blocks: [[Double]]
    /// Of the share's standard error, in standard errors.
    private let reach: Double

    /// Fewer blocks tell nothing of how blocks differ; the values then count as independent.
    private static let leastBlocks = 8

    package struct Band: Equatable, Sendable {
        package let value: Double
        /// Nil where the values do not reach so far.
        package let lower: Double?
        package let upper: Double?
    }

    /// - Parameter tail: What each end may miss, above 0 and below 0.5: .025 for 95 % in all.
    package init(_ blocks: [[Double]], tail: Double = 0.025) throws(StatisticsError) {
        guard tail > 0, tail < 0.5 else { throw .outOfRange(.alpha, value: tail) }
        let filled = blocks.filter { !$0.isEmpty }
        let values = filled.flatMap { $0 }
        try values.requireFinite(atLeast: 2)
        sorted = values.sorted()
        let isClustered = filled.count >= Self.leastBlocks
        self.blocks = isClustered ? filled : []
        reach =
            isClustered
            ? StudentDistribution.upperQuantile(tail, degreesOfFreedom: filled.count - 1)
            : NormalDistribution.upperQuantile(tail)
    }

    /// - Parameter share: Above 0 and below 1.
    package func band(_ share: Double) -> Band {
        let value = sortedQuantile(sorted, share)
        let error = reach * standardError(share, of: value)
        let count = Double(sorted.count)
        // Order statistics, counted from 1: the ends move outwards to whole values.
        let low = Int(((share - error) * count).rounded(.down))
        let high = Int(((share + error) * count).rounded(.up)) + 1
        return Band(
            value: value, lower: low >= 1 ? sorted[low - 1] : nil,
            upper: high <= sorted.count ? sorted[high - 1] : nil)
    }

    /// Of the share of values at or below the quantile: that of blocks, and never below that of independent values.
    private func standardError(_ share: Double, of value: Double) -> Double {
        let count = Double(sorted.count)
        let independent = (share * (1 - share) / count).squareRoot()
        guard !blocks.isEmpty else { return independent }
        let below = blocks.map { block in Double(block.count { $0 <= value }) }
        let whole = below.reduce(0, +) / count
        let squares = zip(below, blocks).reduce(0) { sum, block in
            let excess = (block.0 - whole * Double(block.1.count)) / count
            return sum + excess * excess
        }
        let clusters = Double(blocks.count)
        return max(independent, (squares * clusters / (clusters - 1)).squareRoot())
    }
}

/// The difference of two shares that were counted in the same blocks, in standard errors of whole blocks.
///
/// Infinite where every block differs by the same; 0 where nothing differs, and below eight blocks.
package func standardisedDifference(_ first: [Double], _ second: [Double]) -> Double {
    let differences = zip(first, second).map { $1 - $0 }
    guard differences.count >= 8 else { return 0 }
    let mean = differences.mean
    let squares = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let count = Double(differences.count)
    let error = (squares / (count * (count - 1))).squareRoot()
    if mean == 0 { return 0 }
    return error > 0 ? mean / error : (mean > 0 ? .infinity : -.infinity)
}
