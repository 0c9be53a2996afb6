import Glibc

/// How many blocks a comparison needs, from the deviation of the baseline's own block log ratios.
///
/// The sequential test takes about 1.1·(3.97·sigma / effect)² blocks to show with probability 0.99 that no
/// change lies within a margin of that log ratio.
package enum SamplePlan {
    /// Never fewer, never more, however quiet or noisy the baseline.
    package static let blocks = 24...96

    /// The most that a comparison may grow to where the planned blocks did not decide.
    package static let mostBlocks = 128

    private static let inflation = 1.1

    /// z of 0.95 plus z of 0.99.
    private static let power = 3.97

    /// z of 0.95 plus that of the power with which all of so many judgements pass together in 96 %: 1 − 0.04 / judgements
    /// each, and never below 0.99.
    private static func power(judgements: Int) -> Double {
        max(power, 1.644853627 + NormalDistribution.upperQuantile(0.04 / Double(max(1, judgements))))
    }

    /// The number of blocks to plan for, always a look: 24 for sigma 0.05 and a tolerance of 0.05, 76 for
    /// sigma 0.1.
    ///
    /// Where the need is above 96, it is 96: ``smallestDetectableChange(sigma:blocks:)`` names what that can
    /// show. With `rounds` above 1, where a block holds several times the usual pairs, the least is so many times
    /// smaller, and never below 8. `judgements` is how many of them have to pass together.
    package static func plannedBlocks(
        sigma: Double, tolerance: Double, rounds: Int = 1, judgements: Int = 1
    ) throws(StatisticsError) -> Int {
        guard sigma.isFinite, sigma >= 0 else { throw .outOfRange(.sigma, value: sigma) }
        guard tolerance.isFinite, tolerance > 0 else { throw .outOfRange(.tolerance, value: tolerance) }
        let needed = Self.blocks(forRatio: sigma / log1p(tolerance), judgements: judgements)
        let least = max(8, blocks.lowerBound / rounds)
        let clamped = min(max(needed, Double(least)), Double(blocks.upperBound))
        // The looks that matter here, 24, 28, … 96, are the multiples of four.
        return Int((clamped / 4).rounded(.up)) * 4
    }

    /// The blocks that show it, unrounded and unbounded; `ratio` is sigma over the tolerated log ratio.
    package static func blocks(forRatio ratio: Double, judgements: Int = 1) -> Double {
        let scaled = power(judgements: judgements) * ratio
        return inflation * scaled * scaled
    }

    /// The least multiple of four, from 8 on, at which blocks that are all beyond the limit are a violation at
    /// alpha / judgements: 8 up to 12 judgements, 12 up to 100 at alpha 0.05.
    package static func leastDecidableBlocks(alpha: Double, judgements: Int) -> Int {
        let level = GroupSequentialDesign.spentShare * alpha / Double(max(1, judgements))
        // All signs alike: a probability of 2^−n. A test with several looks spends somewhat less than all at its last.
        var blocks = 8
        while pow(0.5, Double(blocks)) > level / (blocks > 8 ? 2 : 1) { blocks += 4 }
        return blocks
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
