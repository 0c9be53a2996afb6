package import DecisionLog
package import GateModel

/// The baselines that a log holds, made from its verified entries and their evidence.
package struct RecordedBaselines: Sendable {
    /// The oldest first.
    package private(set) var baselines: [RecordedBaseline] = []
    /// Indices of entries that would have one, had their evidence not been pruned.
    package private(set) var pruned: [Int] = []

    /// - Parameter pipeline: only baselines of that name; nil: all.
    /// - Throws: `LogError.evidenceAltered`.
    package init(of log: VerifiedLog, in directory: String, pipeline: String?) throws {
        let sides = RecordedSide.all(in: try log.heads).filter {
            pipeline == nil || $0.head.pipeline.name == pipeline
        }
        let heads = sides.map(\.head).reduce(into: [LogHead]()) { heads, head in
            if heads.last?.index != head.index { heads.append(head) }
        }
        var pipelines = RecordedPipelines(directory: directory)
        try log.readEvidence(of: heads) { head, evidence in
            guard let evidence else {
                pruned.append(head.index)
                return true
            }
            let pipeline = try pipelines.pipeline(of: head.pipeline)
            for side in sides where side.head.index == head.index {
                if let baseline = try RecordedBaseline(side, evidence, pipeline, in: log.environment) {
                    baselines.append(baseline)
                }
            }
            return true
        }
    }
}
