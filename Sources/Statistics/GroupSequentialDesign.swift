import Glibc

/// When to look at a growing series, and how small a signed-rank sum must be there to reject.
///
/// The looks spend the one-sided error cumulatively, 0.98·alpha·(n / maximumBlocks)^rho (Lan and DeMets; the
/// 2 % held back cover the step from Brownian motion to ranks). With 20 blocks and alpha 0.05 the looks are
/// at 8, 12, 16, 20 blocks and the critical values 2, 11, 29, 54.
///
/// A series may be planned for fewer blocks than it may have at most: nine tenths of the error are then spent by the planned
/// number, as above, and the last tenth in equal steps from there on. Noise that turns out larger than planned is then still
/// decided, at the price of a somewhat later decision where it does not.
package struct GroupSequentialDesign: Sendable {
    /// The share of alpha that is spent in all.
    package static let spentShare = 0.98

    package struct Look: Equatable, Sendable {
        package let blocks: Int

        /// One-sided level of this look alone.
        package let nominalAlpha: Double

        /// Reject where the signed-rank sum is at most this; −1 means that no sum is small enough.
        package let criticalValue: Int
    }

    package let looks: [Look]

    /// The share of the error that is left for the blocks beyond the planned ones.
    private static let reserve = 0.1

    /// Looks at `firstLook` blocks, then every `step`, and always at `maximumBlocks` (at most 128).
    ///
    /// - Parameter plannedBlocks: What most series are expected to need; nil: as many as there may be.
    package init(
        maximumBlocks: Int, plannedBlocks: Int? = nil, alpha: Double, firstLook: Int = 8, step: Int = 4,
        rho: Double = 1.5
    ) throws(StatisticsError) {
        guard alpha > 0, alpha < 0.5 else { throw .outOfRange(.alpha, value: alpha) }
        guard firstLook >= 1 else { throw .outOfRange(.firstLook, value: Double(firstLook)) }
        guard step >= 1 else { throw .outOfRange(.step, value: Double(step)) }
        guard rho.isFinite, rho > 0 else { throw .outOfRange(.rho, value: rho) }
        guard maximumBlocks >= firstLook, SignedRankDistribution.sampleSizes.contains(maximumBlocks) else {
            throw .outOfRange(.blocks, value: Double(maximumBlocks))
        }

        let blocks = Array(stride(from: firstLook, to: maximumBlocks, by: step)) + [maximumBlocks]
        let times = blocks.map { Double($0) / Double(maximumBlocks) }
        let planned = min(max(plannedBlocks ?? maximumBlocks, firstLook), maximumBlocks)
        let spent = blocks.map { count in
            Self.spentShare * alpha * Self.spentShare(of: count, planned: planned, most: maximumBlocks, rho)
        }
        let levels = Self.nominalAlphas(times: times, spent: spent)

        var looks: [Look] = []
        for (count, level) in zip(blocks, levels) {
            let distribution = try SignedRankDistribution(sampleSize: count)
            looks.append(
                Look(
                    blocks: count, nominalAlpha: level,
                    criticalValue: distribution.criticalValue(level)))
        }
        self.looks = looks
    }

    /// Of all error, what has been spent after so many blocks; 1 at the most.
    private static func spentShare(of count: Int, planned: Int, most: Int, _ rho: Double) -> Double {
        let early = pow(min(1, Double(count) / Double(planned)), rho)
        guard planned < most else { return early }
        return (1 - reserve) * early + reserve * max(0, Double(count - planned) / Double(most - planned))
    }

    /// The recursion of Armitage, McPherson and Rowe (1969): carry the density of the paths that have not
    /// crossed from look to look, and put each boundary where the crossing mass is what the look may spend.
    private static func nominalAlphas(times: [Double], spent: [Double]) -> [Double] {
        var levels = [spent[0]]
        let increments = zip(times.dropFirst(), times).map { ($0 - $1).squareRoot() }
        guard let narrowest = increments.min() else { return levels }

        let firstDeviation = times[0].squareRoot()
        let firstBoundary = NormalDistribution.upperQuantile(spent[0]) * firstDeviation
        var paths = SurvivingPaths(below: firstBoundary, deviation: firstDeviation, panel: 2 * narrowest)
        for look in times.indices.dropFirst() {
            let increment = increments[look - 1]
            let mass = spent[look] - spent[look - 1]
            let deviation = times[look].squareRoot()
            let boundary = paths.boundary(crossedBy: mass, after: increment)
            levels.append(NormalDistribution.upperTail(boundary / deviation))
            if look < times.count - 1 {
                paths = paths.advanced(
                    by: increment, below: boundary, deviation: deviation, panel: 2 * narrowest)
            }
        }
        return levels
    }
}
