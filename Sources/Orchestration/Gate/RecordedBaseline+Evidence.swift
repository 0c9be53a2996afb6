import DecisionLog
import GateModel
import Judging

extension RecordedBaseline {
    /// Nil where the gate ended before it measured anything of that side.
    ///
    /// - Parameter pipeline: the one in force then; nil where it is not known any more.
    /// - Throws: `LogError.evidenceUnreadable` for evidence of other revisions than the entry's.
    init?(_ recorded: RecordedSide, _ evidence: Evidence, _ pipeline: Pipeline?, in environment: String)
        throws
    {
        let head = recorded.head
        guard evidence.candidate.commit == head.candidate.commit,
            evidence.baseline.commit == head.baseline?.commit, evidence.pipeline == head.pipeline
        else {
            throw LogError.evidenceUnreadable(
                index: head.index, reason: "it is about other revisions or another pipeline")
        }
        // Of a gate with two sides the baseline's own is the one that counts.
        guard recorded.side == .baseline || recorded.standing == .approved || evidence.isOneSided else {
            return nil
        }
        let measured = measuredMetrics(of: evidence.runs, on: recorded.side, in: pipeline)
        guard !measured.isEmpty else { return nil }
        self.init(
            revision: recorded.revision, environment: environment, pipeline: head.pipeline,
            dataSet: evidence.dataSet(of: recorded.side, declaredBy: pipeline),
            hostClass: head.hostClass,
            source: Source(
                index: head.index, leaf: head.leafHex, side: recorded.side,
                standing: recorded.standing, time: head.time),
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
        let counts = runs.first { !$0.common.counts.isEmpty }?.common.counts.filter { $0.side == side } ?? []
        return DataSetIdentity(
            commands: commands, files: dataFiles?.of(side) ?? [],
            counts: counts.map { DataSetIdentity.Counted(name: $0.name, counted: $0.counted) })
    }
}
