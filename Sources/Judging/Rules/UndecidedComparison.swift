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
    /// What the host was busy with; nil where nothing is known.
    var disturbance: String?

    func why() throws(StatisticsError) -> Inconclusive {
        let smallest = try SamplePlan.smallestDetectableChange(
            sigma: try robustDeviation(ratios), blocks: ratios.count)
        // An improvement that a rule demands is as far from no change as what another one tolerates.
        let shown = abs(expm1(tolerated))
        if tolerated != 0, smallest > shown { return tooNoisy(smallest) }
        let found = [interval.lower, interval.upper].compactMap { $0 }.isEmpty ? "" : ", \(intervalText)"
        return Inconclusive(
            .tooClose,
            "\(changeText(change - 1)) after \(ratios.count) blocks\(found), and the limit is "
                + "\(changeText(limit - 1)); move the limit away from it, or make the candidate better")
    }

    private func tooNoisy(_ smallest: Double) -> Inconclusive {
        let host = disturbance.map { "; the host: \($0)" } ?? ""
        return Inconclusive(
            .tooNoisy,
            "undecided after \(ratios.count) blocks; with this noise they show a change of "
                + "\(percentText(smallest)), and the limit is \(changeText(limit - 1))\(host); tolerate at least "
                + "\(significant((smallest * 100).rounded(.up))) %, or use more pairs a block, or a quieter host"
        )
    }

    private var intervalText: String {
        switch (interval.lower, interval.upper) {
        case (let lower?, let upper?): "between \(changeText(lower - 1)) and \(changeText(upper - 1))"
        case (let lower?, nil): "at least \(changeText(lower - 1))"
        case (nil, let upper?): "at most \(changeText(upper - 1))"
        case (nil, nil): "with no bound"
        }
    }
}
