package import GateModel
import Statistics

/// How many blocks a comparison is planned for, from the noise that the baseline showed against itself.
///
/// The noisiest rule counts. Without a baseline stage it is 40; never fewer than 24, never more than 96
/// (statistics.md, "Comparing with the baseline").
package func plannedBlocks(for stage: Stage, in pipeline: Pipeline, after earlier: [StageRun]) -> Int {
    guard let baseline = earlier.first(where: { $0.stage == .baseline }) else { return unplanned }
    let needs = stage.rules.filter { $0.condition.isRelative && $0.metric.unit == .time }.flatMap { rule in
        rule.operations.compactMap { blocks(rule, $0, baseline) }
    }
    return needs.max() ?? SamplePlan.blocks.lowerBound
}

private let unplanned = 40

private func blocks(_ rule: Rule, _ operation: String, _ baseline: StageRun) -> Int? {
    guard
        let samples = baseline.samples.first(where: {
            $0.metric == rule.metric.name && $0.operation == operation
        })
    else { return nil }
    do throws(StatisticsError) {
        let series = try BlockRatioSeries(rule, rule.condition, samples)
        let tolerance = exponential(try median(series.tolerated)) - 1
        guard tolerance > 0 else { return SamplePlan.blocks.upperBound }
        return try SamplePlan.plannedBlocks(sigma: standardDeviation(series.ratios), tolerance: tolerance)
    } catch {
        return nil
    }
}
