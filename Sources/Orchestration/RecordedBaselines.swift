package import DecisionLog
package import GateModel
import Git
import Judging
import Pipelines

/// The baselines that a log holds, made from its verified entries and their evidence.
package struct RecordedBaselines: Sendable {
    /// The oldest first.
    package private(set) var baselines: [Baseline] = []
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
                if let baseline = try Baseline(side, evidence, pipeline) { baselines.append(baseline) }
            }
            return true
        }
    }
}

/// Pipeline files as the blobs that entries name; each is read once.
struct RecordedPipelines {
    let directory: String
    private var known: [ObjectID: Pipeline?] = [:]

    init(directory: String) {
        self.directory = directory
    }

    /// Nil where nobody kept the file, or another version of Pawl wrote it.
    mutating func pipeline(of source: Decision.PipelineSource) throws -> Pipeline? {
        if let found = known[source.blob] { return found }
        let found: Pipeline?
        do {
            let bytes = try Repository(discoverFrom: directory).blob(source.blob, limit: 1 << 20)
            found = try parsePipeline(String(decoding: bytes, as: UTF8.self), path: source.path)
        } catch GitError.missingObject {
            found = nil
        } catch is PipelineErrors {
            found = nil
        }
        known[source.blob] = .some(found)
        return found
    }
}

extension Baseline {
    /// Nil where the gate ended before it measured anything of that side.
    ///
    /// - Parameter pipeline: the one in force then; nil where it is not known any more.
    /// - Throws: `LogError.evidenceUnreadable` for evidence of other revisions than the entry's.
    init?(_ recorded: RecordedSide, _ evidence: Evidence, _ pipeline: Pipeline?) throws {
        let decision = recorded.entry.decision
        guard evidence.candidate.commit == decision.candidate.commit,
            evidence.baseline.commit == decision.baseline?.commit, evidence.pipeline == decision.pipeline
        else {
            throw LogError.evidenceUnreadable(
                index: recorded.entry.index, reason: "it is about other revisions or another pipeline")
        }
        // Of a gate with two sides the baseline's own is the one that counts.
        guard recorded.side == .baseline || recorded.standing == .approved || evidence.isOneSided else {
            return nil
        }
        let measured = measuredMetrics(of: evidence.runs, on: recorded.side, in: pipeline)
        guard !measured.isEmpty else { return nil }
        self.init(
            revision: recorded.revision, environment: decision.environment, pipeline: decision.pipeline,
            dataSet: evidence.dataSet(of: recorded.side, declaredBy: pipeline),
            hostClass: decision.context.host.hostClass,
            source: Source(
                index: recorded.entry.index, leaf: recorded.entry.leafHex, side: recorded.side,
                standing: recorded.standing, time: decision.context.time),
            measured: measured)
    }
}

extension Evidence {
    /// Whether only what answered at a URL was measured.
    var isOneSided: Bool { runs.contains { $0.oneSided != nil } }

    /// What is known of one side's data set.
    func dataSet(of side: Side, declaredBy pipeline: Pipeline?) -> DataSetIdentity {
        let data = pipeline?.subject.data
        let commands = [("seed", data?.seed), ("migrate", data?.migrate)].compactMap { name, command in
            command.map { "\(name): \($0)" }
        }
        let counts = runs.first { !$0.counts.isEmpty }?.counts.filter { $0.side == side } ?? []
        return DataSetIdentity(
            commands: commands, files: dataFiles?.of(side) ?? [],
            counts: counts.map { DataSetIdentity.Counted(name: $0.name, counted: $0.counted) })
    }
}
