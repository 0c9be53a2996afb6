import Glibc

/// How many blocks a comparison needs, from the deviation of the baseline's own block log ratios.
///
/// The sequential test takes about 1.1·(3.97·sigma / effect)² blocks to show with probability 0.99 that no
/// change lies within a margin of that log ratio.
package enum SamplePlan {
    /// Never fewer, never more, however quiet or noisy the baseline.
    package static let blocks = 24...96

    private static let inflation = 1.1

    /// z of 0.95 plus z of 0.99.
    private static let power = 3.97

    /// The number of blocks to plan for, always a look: 24 for sigma 0.05 and a tolerance of 0.05, 76 for
    /// sigma 0.1.
    ///
    /// Where the need is above 96, it is 96: ``smallestDetectableChange(sigma:blocks:)`` names what that can
    /// show.
    package static func plannedBlocks(sigma: Double, tolerance: Double) throws(StatisticsError) -> Int {
        guard sigma.isFinite, sigma >= 0 else { throw .outOfRange(.sigma, value: sigma) }
        guard tolerance.isFinite, tolerance > 0 else { throw .outOfRange(.tolerance, value: tolerance) }
        let ratio = power * sigma / log1p(tolerance)
        let needed = inflation * ratio * ratio
        let clamped = min(max(needed, Double(blocks.lowerBound)), Double(blocks.upperBound))
        // The looks that matter here, 24, 28, … 96, are the multiples of four.
        return Int((clamped / 4).rounded(.up)) * 4
    }

    /// The smallest tolerance that so many blocks can show with probability 0.99: 0.0681 for sigma 0.1
    /// and 40 blocks.
    ///
    /// Infinite where sigma is so large, above some hundreds, that nothing can be shown.
    package static func smallestDetectableChange(sigma: Double, blocks: Int) throws(StatisticsError) -> Double
    {
        guard sigma.isFinite, sigma >= 0 else { throw .outOfRange(.sigma, value: sigma) }
        guard blocks >= 1 else { throw .outOfRange(.blocks, value: Double(blocks)) }
        return expm1(power * sigma * (inflation / Double(blocks)).squareRoot())
    }
}
