import DecisionLog
import GateModel
import Stages

extension ExternalReference {
    /// The newest samples in the log of what is deployed, if they were taken in the same way as now.
    ///
    /// The same way means: at the same URL, with the same operations, values and pairs, on data of the same identity, from
    /// a host of the same class. Newer samples that do not fit are not passed over for older ones: what they say of the
    /// deployed revision would be the truer answer.
    init(
        of deployed: Revision, for pipeline: Pipeline, _ log: VerifiedLog, in session: CommandContext
    ) throws {
        let recorded = RecordedSide.all(in: try log.heads).filter { side in
            side.side == .candidate && side.revision.commit == deployed.commit
                && side.head.pipeline.name == pipeline.name
        }
        var found: ExternalReference?
        var pipelines = RecordedPipelines(directory: session.directory)
        try log.readEvidence(of: recorded.reversed().map(\.head)) { head, evidence in
            guard let evidence, evidence.isOneSided else { return true }
            let then = try pipelines.pipeline(of: head.pipeline)
            found = Self.compared(
                head, evidence, deployed, then: then, now: pipeline, on: session.context.host.hostClass)
            return false
        }
        self =
            found
            ?? .none(
                Inconclusive(
                    .noRecording,
                    "the log of \(log.environment) has no samples of \(deployed.commit.short), which is deployed; "
                        + "gate it once while it runs"))
    }

    private static func compared(
        _ head: LogHead, _ evidence: Evidence, _ deployed: Revision, then: Pipeline?, now: Pipeline,
        on host: HostClass?
    ) -> ExternalReference {
        func not(_ why: String) -> ExternalReference {
            .none(
                Inconclusive(.notComparable, "entry \(head.index) recorded \(deployed.commit.short) \(why)"))
        }
        guard let then else { return not("under a pipeline file that nobody has any more") }
        guard then.subject == now.subject else { return not("at another place") }
        guard then.asksTheSame(as: now) else { return not("with other operations, values or pairs") }
        let data = evidence.dataSet(of: .candidate, declaredBy: then)
        let dataNow = DataSetIdentity(commands: [], files: [], counts: [])
        if let difference = data.difference(from: dataNow) { return not("on other data: \(difference)") }
        guard let host, head.hostClass == host else {
            return not("from another kind of host")
        }
        let samples = evidence.runs.lazy.compactMap(\.regress).first?.samples ?? []
        guard !samples.isEmpty else { return not("without stage 'regress'") }
        return .recorded(
            ComparisonSource.Recording(
                index: head.index, leaf: head.leafHex, revision: deployed, seed: evidence.seed),
            samples)
    }

    /// What a plan says about it.
    func notes(url: String, candidate: Revision) -> [String] {
        let whose =
            "what answers at \(url) is taken for \(candidate.commit.short); one side, without fresh processes: "
            + "what changed around it since a recording counts as its own"
        switch self {
        case .recorded(let recording, _):
            return [
                whose,
                "relative rules compare with what entry \(recording.index) recorded of \(recording.revision.commit.short)",
            ]
        case .none(let why):
            return [
                whose,
                "relative rules will be inconclusive: \(why.detail.said ?? OutsideText(why.reason.rawValue))",
            ]
        }
    }

    var seed: UInt64? {
        if case .recorded(let recording, _) = self { recording.seed } else { nil }
    }

    /// With other inputs there are no pairs.
    func drawn(with seed: UInt64) -> ExternalReference {
        guard case .recorded(let recording, _) = self, recording.seed != seed else { return self }
        return .none(
            Inconclusive(
                .notComparable,
                "entry \(recording.index) recorded other inputs: its seed is \(recording.seed), this one's \(seed)"
            ))
    }
}

extension Pipeline {
    /// Whether its operations and their inputs, block by block, are those of another one, wherever they stand in the file.
    fileprivate func asksTheSame(as other: Pipeline) -> Bool {
        func asked(_ pipeline: Pipeline) -> [[String]] {
            let names = pipeline.stage(.regress)?.operations ?? []
            return pipeline.operations.filter { names.contains($0.name) }.map {
                [$0.name, "\($0.action)"]
            }
        }
        return asked(self) == asked(other) && values == other.values && pairs == other.pairs
    }

    private var pairs: Int? {
        if case .regress(let settings) = stage(.regress)?.kind { settings.pairs } else { nil }
    }
}
