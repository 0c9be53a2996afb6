import GateModel
import Glibc
import Statistics

/// Why a comparison that may have no more blocks shows neither a pass nor a violation.
///
/// Either its noise could not have shown what the rule tolerates, or it could, and the change lies too close to the limit.
struct UndecidedComparison {
    /// Log ratios of the blocks, above 0 for the worse, and what they tolerate on the same scale.
    let ratios: [Double]
    let tolerated: Double
    /// The change that the blocks show, its interval, and the limit, as candidate / baseline.
    let change: Double
    let interval: (lower: Double?, upper: Double?)
    let limit: Double
    /// Where it was busy, as far as it tells.
    var host: HostConditions?

    func why() throws(StatisticsError) -> Inconclusive {
        let smallest = try SamplePlan.smallestDetectableChange(
            sigma: try robustDeviation(ratios), blocks: ratios.count)
        // An improvement that a rule demands is as far from no change as what another one tolerates.
        let shown = abs(expm1(tolerated))
        if tolerated != 0, smallest > shown {
            return Inconclusive(
                .tooNoisy,
                .blocks(.noisy(blocks: ratios.count, shown: smallest, limit: limit - 1, host: host)))
        }
        return Inconclusive(
            .tooClose,
            .blocks(
                .close(
                    change: change - 1, blocks: ratios.count, lower: interval.lower.map { $0 - 1 },
                    upper: interval.upper.map { $0 - 1 }, limit: limit - 1)))
    }
}

extension HostConditions {
    /// Nil on a host that was quiet as far as it tells.
    var disturbing: HostConditions? { disturbance == nil ? nil : self }
}
