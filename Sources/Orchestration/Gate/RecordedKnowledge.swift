import DecisionLog
import GateModel
import Judging

/// What a plan takes from the evidence of earlier gates.
struct RecordedKnowledge {
    /// What the plan's budget can show, from the noise that the newest gate of this pipeline recorded on a host like this.
    let notes: [String]
    /// Nil where stage `baseline` has to measure it.
    let noise: RecordedNoise?
}

/// Reads the newest evidence, once for all.
func recordedKnowledge(
    _ pipeline: Pipeline, _ source: Decision.PipelineSource, _ log: VerifiedLog, in session: CommandContext
) throws -> RecordedKnowledge {
    guard let regress = pipeline.stage(.regress), regress.rules.contains(where: \.isComparedByShare) else {
        return RecordedKnowledge(notes: [], noise: nil)
    }
    guard let here = session.context.host.hostClass else {
        return RecordedKnowledge(
            notes: ["this host does not say what it is, so no recorded noise can be held against it"],
            noise: nil)
    }
    let earlier = try EarlierGates(of: pipeline, on: here, in: log)
    let takesNoise = !pipeline.subject.isExternal && pipeline.stage(.baseline)?.takesRecordedNoise == true
    let oldest = earlier.heads.last { $0.pipeline.blob == source.blob }?.index
    var notes: [String]?
    var found = FoundNoise.open
    do {
        try earlier.readEvidence { head, evidence in
            if notes == nil { notes = noted(evidence, head, pipeline) }
            if takesNoise { found.see(evidence, of: head, pipeline, source) }
            let mayFind = takesNoise && found.isOpen && oldest.map { $0 < head.index } ?? false
            return notes == nil || mayFind
        }
    } catch let error as LogError {
        // What a gate decides does not rest on it.
        return RecordedKnowledge(
            notes: ["the recorded noise could not be read: \(error.description.prefix { $0 != "\n" })"],
            noise: nil)
    }
    let unknown =
        "the smallest change that this budget can show is known after the first gate on a host like this"
    let pooled = found.noise.map { noise in
        "stage 'baseline' takes \(PooledNoise.freshBlocks) blocks, and the noise of \(noise.blocks) that "
            + "\(noise.sourcesText) recorded"
    }
    return RecordedKnowledge(notes: (notes ?? [unknown]) + (pooled.map { [$0] } ?? []), noise: found.noise)
}

/// One line for all operations, and one for each that is too noisy; nil where nothing is known of the noise.
private func noted(_ evidence: Evidence, _ head: LogHead, _ pipeline: Pipeline) -> [String]? {
    let all = [Side.baseline, .candidate].flatMap { measuredMetrics(of: evidence.runs, on: $0, in: pipeline) }
    let stage: StageName = all.contains { $0.stage == .baseline } ? .baseline : .regress
    let assessed = all.filter { $0.stage == stage }.compactMap { metric in
        metric.assessment.flatMap { assessment in
            assessment.smallestChange.map { (metric: metric, assessment: assessment, smallest: $0) }
        }
    }
    guard let worst = assessed.max(by: { $0.smallest < $1.smallest }),
        let best = assessed.min(by: { $0.smallest < $1.smallest })
    else { return nil }
    let range =
        worst.smallest == best.smallest
        ? percentText(worst.smallest)
        : "\(percentText(best.smallest)) (\(best.metric.placeText)) to \(percentText(worst.smallest)) (\(worst.metric.placeText))"
    let noisy = assessed.filter { $0.assessment.grade == .noisy }.map { found in
        "\(found.metric.placeText): \(found.assessment.said); \(found.assessment.advice ?? "")"
    }
    return [
        "smallest change that this budget can show: \(range) with \(worst.assessment.blocks) blocks, "
            + "by the noise recorded in entry \(head.index)"
    ] + noisy.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
}

extension MeasuredMetric {
    /// `search`, or the metric where it is the service's.
    fileprivate var placeText: String {
        operation.map { metric == Metric.BuiltIn.responseTime.rawValue ? $0 : "\(metric) of \($0)" } ?? metric
    }
}

extension Rule {
    /// Whether noise between blocks decides what it can show.
    fileprivate var isComparedByShare: Bool { condition.isRelative && metric.unit != .count }
}
