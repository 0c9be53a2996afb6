package import GateModel
import Statistics

/// What stages measured of one side, in numbers, and what such noise lets a comparison show.
///
/// Pure, so that whoever has a decision's evidence can make its baseline again.
///
/// - Parameters:
///   - side: In stage `baseline` both sides are the baseline; nothing there is the candidate's.
///   - pipeline: Whose rules of `regress` say what has to be shown; nil where they are not known.
package func measuredMetrics(
    of runs: [StageRun], on side: Side, in pipeline: Pipeline?
) -> [MeasuredMetric] {
    runs.flatMap { run in
        let sampled = run.sampled
        return sampled.samples.compactMap { samples -> MeasuredMetric? in
            let observed = run.observed(samples, of: side)
            guard !observed.isEmpty else { return nil }
            let noise = NoiseAssessment(
                run: sampled, of: run.stage, failure: run.common.failure, samples: samples, pipeline: pipeline
            )
            return metric(samples, observed, of: run.stage, pipeline, noise.assessment)
        }
    }
}

private func metric(
    _ samples: Samples, _ observed: [Observed], of stage: StageName, _ pipeline: Pipeline?,
    _ assessment: Assessment?
) -> MeasuredMetric {
    let metrics = pipeline?.metrics ?? Metric.builtIns
    let unit = metrics.first { $0.name == samples.metric }?.unit ?? .plain
    let values = observed.compactMap(\.value)
    return MeasuredMetric(
        stage: stage, metric: samples.metric, unit: unit, operation: samples.operation,
        median: numeric { () throws(StatisticsError) in try median(values) },
        mean: values.isEmpty ? nil : values.reduce(0, +) / Double(values.count),
        p95: values.count < 20 ? nil : numeric { () throws(StatisticsError) in try quantile(values, 0.95) },
        blocks: samples.blocks.count, values: values.count, missing: observed.count - values.count,
        assessment: assessment)
}

/// A statistic of values, where they have one.
private func numeric(_ statistic: () throws(StatisticsError) -> Double) -> Double? {
    do throws(StatisticsError) {
        return try statistic()
    } catch {
        return nil
    }
}

extension StageRun {
    /// What belongs to the revision of that side; none where the stage has not measured it.
    fileprivate func observed(_ samples: Samples, of side: Side) -> [Observed] {
        if oneSided != nil, side == .baseline { return [] }
        return switch (stage, side) {
        case (.baseline, _) where oneSided != nil: samples.observed(.baseline) + samples.observed(.candidate)
        case (.baseline, .baseline): samples.observed(.baseline) + samples.observed(.candidate)
        case (.regress, _): samples.observed(side)
        case (.scale, .candidate): samples.observed(.candidate)
        case (.baseline, .candidate), (.scale, .baseline), (.compat, _), (.memory, _), (.check, _),
            (.deploy, _), (.watch, _), (.gate, _):
            []
        }
    }
}
