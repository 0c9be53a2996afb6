package import DecisionLog
package import GateModel

/// The baselines that a log holds, made from its verified entries and their evidence.
package struct RecordedBaselines: Sendable {
    /// The oldest first.
    package private(set) var baselines: [RecordedBaseline] = []
    /// Indices of entries that would have one, had their evidence not been pruned.
    package private(set) var pruned: [Int] = []

    /// - Parameter pipeline: only baselines of that name; nil: all.
    /// - Throws: `BrokenEntry` for a log that does not verify; `LogError.evidenceAltered`.
    package init(of log: DecisionLog, in directory: String, pipeline: String?) throws {
        let sides = RecordedSide.all(in: try log.entries()).filter {
            pipeline == nil || $0.entry.decision.pipeline.name == pipeline
        }
        let entries = sides.map(\.entry).reduce(into: [LogEntry]()) { entries, entry in
            if entries.last?.index != entry.index { entries.append(entry) }
        }
        var pipelines = RecordedPipelines(directory: directory)
        try log.readEvidence(of: entries) { entry, evidence in
            guard let evidence else {
                pruned.append(entry.index)
                return true
            }
            let pipeline = try pipelines.pipeline(of: entry.decision.pipeline)
            for side in sides where side.entry.index == entry.index {
                if let baseline = try RecordedBaseline(side, evidence, pipeline) {
                    baselines.append(baseline)
                }
            }
            return true
        }
    }
}
