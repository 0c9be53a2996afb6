package import GateModel
import Glibc
import Statistics

/// How many blocks a comparison is planned for, from the noise that the baseline showed against itself.
///
/// The most demanding rule counts: a comparison by its noise, 40 where that is unknown; a percentile or a
/// share of errors by the least samples that can show it. From 24 to 96 blocks (statistics.md, "Comparing with the
/// baseline"); where a process group answers the pairs several times over, so many times fewer groups will do, but
/// never fewer than 8, nor so few that no violation could be shown.
package func plannedBlocks(for stage: Stage, in pipeline: Pipeline, after earlier: [StageRun]) -> Int {
    guard let baseline = earlier.first(where: { $0.stage == .baseline }) else {
        return RuleJudging.unplannedBlocks
    }
    return plannedBlocks(for: stage, noiseOf: baseline)
}

/// The same from the noise of the comparison itself, at its first look: never fewer than `planned`.
///
/// A host that has become restless since the baseline was measured gets more blocks. The deviation is taken around
/// the blocks' own middle, so the plan does not see which way the candidate differs; and it is made before the first
/// look, so that the test keeps its level (sample size re-estimation without unblinding: Gould, Statistics in Medicine
/// 11, 1992).
package func replannedBlocks(
    from run: StageRun, for stage: Stage, in pipeline: Pipeline, planned: Int
) -> Int {
    max(planned, plannedBlocks(for: stage, noiseOf: run))
}

private func plannedBlocks(for stage: Stage, noiseOf run: StageRun) -> Int {
    let rounds = run.roundsPerGroup ?? 1
    let needs = stage.rules.flatMap { rule in
        rule.isComparedByIntervals
            ? rule.namedOperations.map { comparingBlocks(rule, $0, run) }
            : countingBlocks(rule, stage).map { ($0 / rounds + 3) / 4 * 4 }
    }
    let least = (SamplePlan.blocks.lowerBound / rounds + 3) / 4 * 4
    let judgements = stage.rules.reduce(0) { $0 + $1.namedOperations.count }
    let decidable = SamplePlan.leastDecidableBlocks(alpha: RuleJudging.alpha, judgements: judgements)
    return min(needs.reduce(max(least, decidable), max), SamplePlan.blocks.upperBound)
}

private func comparingBlocks(_ rule: Rule, _ operation: String?, _ baseline: StageRun) -> Int {
    guard let samples = baseline.comparedSamples(rule, operation) else {
        return RuleJudging.unplannedBlocks
    }
    do throws(StatisticsError) {
        guard let series = try BlockRatioSeries(rule, rule.condition, samples) else {
            return RuleJudging.unplannedBlocks
        }
        let tolerance = try series.tolerance
        guard tolerance > 0 else { return SamplePlan.blocks.upperBound }
        return try SamplePlan.plannedBlocks(
            sigma: try robustDeviation(series.ratios), tolerance: tolerance,
            rounds: baseline.roundsPerGroup ?? 1)
    } catch {
        // Zeros, or a single block: no noise is known. The judgement says why.
        return RuleJudging.unplannedBlocks
    }
}

/// The blocks with the least samples that can pass, of each bound that is about a share of the samples.
private func countingBlocks(_ rule: Rule, _ stage: Stage) -> [Int] {
    guard case .regress(let settings) = stage.kind, let bounds = rule.condition.bounds(at: nil) else {
        return []
    }
    return bounds.compactMap(rule.allowedShare).map { share in
        let samples = log(RuleJudging.alpha) / log1p(-share)
        let blocks = (samples / Double(settings.pairs)).rounded(.up)
        // Looks are at multiples of four.
        return Int(min(blocks / 4, 1e6).rounded(.up)) * 4
    }
}

extension Rule {
    /// Whether the sequential test over block ratios judges it.
    var isComparedByIntervals: Bool { condition.isRelative && (metric.unit != .count || versus != nil) }

    /// Whether it lets the candidate be somewhat worse than the baseline; one that demands an improvement fails on the
    /// baseline itself, and one that compares two operations says nothing of the baseline.
    var toleratesWorse: Bool {
        guard versus == nil, isComparedByIntervals, let bound = condition.bounds(at: 1)?.first else {
            return false
        }
        return bound.excess(of: 1) < 0
    }

    /// The operations to judge it on; nil alone for the service as a whole.
    var namedOperations: [String?] { operations.isEmpty ? [nil] : operations }
}
