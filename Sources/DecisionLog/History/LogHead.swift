package import GateModel

/// What there is to know of an entry without reading it: its place in the log, and what the folds over a log need.
///
/// It is a few hundred bytes, whatever the entry says.
package struct LogHead: Hashable, Sendable, Codable {
    /// From 0.
    package let index: Int
    /// The decision's own id; see ``LogEntry/leaf``.
    package let leaf: TreeHash
    package let commit: ObjectID
    /// The root of the log with this entry as its last.
    package let root: TreeHash
    package let kind: Decision.Kind
    package let pipeline: Decision.PipelineSource
    package let candidate: Revision
    /// Nil only for the first `adopted`.
    package let baseline: Revision?
    /// In seconds since 1970, UTC.
    package let time: Int64
    package let run: String
    package let actor: String
    /// The principals that the trust file gives to the key.
    package let signer: String
    /// Nil where the system did not say.
    package let hostClass: HostClass?
    /// Those that were judged, in their order.
    package let stages: [StageName]
    /// Whether one of the stages has a violation.
    package let hasViolation: Bool
    /// Nil where it is no entry of a rollback.
    package let rollback: Rollback?
    package let evidence: [EvidenceDigest]

    /// From where to where a rollback goes.
    package struct Rollback: Hashable, Sendable, Codable {
        package let from: Revision
        package let to: Revision
        /// Whether what it went back to was seen to run; not yet where it has only begun.
        package let isVerified: Bool
    }

    package init(_ entry: LogEntry) {
        let decision = entry.decision
        index = entry.index
        leaf = entry.leaf
        commit = entry.commit
        root = entry.root
        kind = decision.kind
        pipeline = decision.pipeline
        candidate = decision.candidate
        baseline = decision.baseline
        time = decision.context.time
        run = decision.context.run
        actor = decision.context.actor
        signer = entry.signer
        hostClass = decision.context.host.hostClass
        stages = decision.stages.map(\.stage)
        hasViolation = decision.stages.contains { $0.verdict == .violation }
        rollback = Rollback(decision)
        evidence = entry.evidence
    }

    /// ``leaf`` in 64 hexadecimal digits, as ``Decision/refersTo`` has it.
    package var leafHex: String { leaf.description }
}

extension LogHead.Rollback {
    fileprivate init?(_ decision: Decision) {
        guard let plan = decision.rollbackPlan ?? decision.rollback?.plan else { return nil }
        from = plan.from
        to = plan.to
        isVerified = decision.rollback?.outcome.isVerified ?? false
    }
}
