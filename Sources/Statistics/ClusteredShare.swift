import Glibc

/// A share of samples that come in groups of one process each, with exact binomial bounds for as many independent samples
/// as they are worth (E. L. Korn and B. I. Graubard, Survey Methodology 24, 1998).
///
/// Where each group is a single sample these are the bounds of Clopper and Pearson.
package struct ClusteredShare: Equatable, Sendable {
    package let failures: Int
    package let samples: Int
    /// How many groups; the degrees of freedom of the spread between them are one fewer.
    private let groups: Int
    /// How many times as large as of independent samples the variance of the share is, at least 1.
    package let designEffect: Double

    /// - Parameters:
    ///   - failures: Of each group, at least one group.
    ///   - sizes: Samples of each group.
    ///   - spread: Counts that show how alike the samples of a group are, where the failures are too few to tell; nil: the
    ///     failures themselves.
    package init(failures: [Int], sizes: [Int], spread: [Int]? = nil) throws(StatisticsError) {
        let samples = sizes.reduce(0, +)
        guard samples > 0 else { throw .tooFew(needed: 1, found: samples) }
        self.failures = failures.reduce(0, +)
        self.samples = samples
        groups = sizes.count
        designEffect = ClusteredShare.designEffect(spread ?? failures, sizes)
    }

    private static func designEffect(_ counts: [Int], _ sizes: [Int]) -> Double {
        let samples = Double(sizes.reduce(0, +))
        let share = Double(counts.reduce(0, +)) / samples
        guard share > 0, share < 1, sizes.count > 1, sizes.contains(where: { $0 > 1 }) else { return 1 }
        let groups = Double(sizes.count)
        let squares = zip(counts, sizes).reduce(0.0) { sum, group in
            let residual = Double(group.0) - share * Double(group.1)
            return sum + residual * residual
        }
        // Of the sum over all groups, against samples · share · (1 − share) if they were independent.
        return max(1, squares * groups / (groups - 1) / (samples * share * (1 - share)))
    }

    /// Independent samples of the same worth at a one-sided level.
    private func worth(_ alpha: Double) -> Double {
        guard samples > groups, groups > 1 else { return Double(samples) }
        return ClusteredShare.mostWorth(of: samples, groups: groups, alpha) / designEffect
    }

    /// What samples of so many groups are worth at most: fewer than their number where few groups tell the design effect.
    ///
    ///     80 of 8 groups at .05 → 60.3; of 40 groups → 76.2
    package static func mostWorth(of samples: Int, groups: Int, _ alpha: Double) -> Double {
        guard samples > groups, groups > 1 else { return Double(samples) }
        let ratio =
            NormalDistribution.upperQuantile(alpha)
            / StudentDistribution.upperQuantile(alpha, degreesOfFreedom: groups - 1)
        return Double(samples) * ratio * ratio
    }

    /// P(at most as many failures) where `share` of all fail.
    private func atMost(_ failures: Int, _ share: Double, _ worth: Double) -> Double {
        guard failures < samples else { return 1 }
        let count = Double(failures) / Double(samples) * worth
        return BetaFunction.regularized(1 - share, complement: share, worth - count, count + 1)
    }

    /// P(at least as many failures).
    private func atLeast(_ failures: Int, _ share: Double, _ worth: Double) -> Double {
        guard failures > 0 else { return 1 }
        let count = Double(failures) / Double(samples) * worth
        return BetaFunction.regularized(share, complement: 1 - share, count, worth - count + 1)
    }

    /// The share with its bounds.
    package func bounds(_ levels: LookLevels) -> EstimateBounds {
        let (below, above) = (worth(levels.below), worth(levels.above))
        let upper =
            failures == samples
            ? 1 : zeroOfDecreasing(from: 0, to: 1) { atMost(failures, $0, above) - levels.above }
        let lower =
            failures == 0
            ? 0 : zeroOfDecreasing(from: 0, to: 1) { levels.below - atLeast(failures, $0, below) }
        return EstimateBounds(
            estimate: Double(failures) / Double(samples), lower: lower, upper: upper)
    }

    /// The most failures of as many samples that would show a share below `limit`; nil where not even none would.
    package func mostPassing(_ limit: Double, _ alpha: Double) -> Int? {
        let worth = worth(alpha)
        let more = firstIndex(below: samples) { atMost($0, limit, worth) > alpha }
        return more == 0 ? nil : more - 1
    }

    /// The fewest that would show a share above it; nil where not even all would.
    package func fewestViolating(_ limit: Double, _ alpha: Double) -> Int? {
        let worth = worth(alpha)
        let fewest = firstIndex(below: samples + 1) { atLeast($0, limit, worth) <= alpha }
        return fewest > samples ? nil : fewest
    }
}
