import GateModel
import JSON

/// What an entry says: an in-toto Statement v1 (in-toto.io/Statement/v1) about the candidate, with a
/// predicate of our own that holds a decision and its place in the log.
struct EntryStatement: Hashable, Sendable {
    static let payloadType = "application/vnd.in-toto+json"
    static let type = "https://in-toto.io/Statement/v1"
    static let predicateType = "https://pawl.dev/decision/v1"

    /// The log's name: `pawl/`, the id of the repository's first commit, `/` and the environment.
    let origin: String
    /// From 0.
    let index: Int
    /// The size and root of the log before this entry.
    let previous: Previous
    /// Its stages hold no more judgements than ``stages`` do.
    let decision: Decision
    let stages: [StageRecord]
    let evidence: [EvidenceDigest]

    struct Previous: Hashable, Sendable {
        let size: Int
        let root: TreeHash
    }

    init(
        _ decision: Decision, origin: String, after tree: MerkleTree, evidence: [EvidenceDigest],
        _ detail: StageRecord.Detail
    ) {
        self.origin = origin
        self.index = tree.size
        self.previous = Previous(size: tree.size, root: tree.root)
        self.decision = decision
        self.stages = decision.stages.map { StageRecord($0, detail) }
        self.evidence = evidence
    }

    init(
        origin: String, index: Int, previous: Previous, decision: Decision, stages: [StageRecord],
        evidence: [EvidenceDigest]
    ) {
        self.origin = origin
        self.index = index
        self.previous = previous
        self.decision = decision
        self.stages = stages
        self.evidence = evidence
    }

    /// The bytes that are signed: canonical JSON.
    var payload: [UInt8] {
        JSONWriter.canonical([
            "_type": .string(Self.type),
            "subject": Self.subject(decision.candidate),
            "predicateType": .string(Self.predicateType),
            "predicate": predicate,
        ])
    }

    static func subject(_ candidate: Revision) -> JSONValue {
        [
            ["name": "candidate", "digest": ["gitCommit": .string(candidate.commit.hex)]],
            ["name": "candidate's tree", "digest": ["gitCommit": .string(candidate.tree.hex)]],
        ]
    }

    private var predicate: JSONValue {
        .object(of: [
            "kind": .string(decision.kind.rawValue),
            "origin": .string(origin),
            "environment": .string(decision.environment),
            "pipeline": decision.pipeline.json,
            "pipelineChange": decision.pipelineChange?.json,
            "index": .integer(index),
            "previous": ["size": .integer(previous.size), "root": .string(previous.root.description)],
            "candidate": decision.candidate.json,
            "baseline": decision.baseline?.json,
            "stages": .array(stages.map(\.json)),
            "isolation": decision.isolation.map(JSONValue.string),
            "judging": .string(decision.context.judging),
            "rollback": rollback,
            "evidence": .array(evidence.map(\.json)),
            "actor": .string(decision.context.actor),
            "host": decision.context.host.json,
            "pawl": .string(decision.context.pawl),
            "run": .string(decision.context.run),
            "time": .integer(decision.context.time),
            "clockBehind": decision.context.clockBehind == 0 ? nil : .integer(decision.context.clockBehind),
            "reason": decision.reason.map(JSONValue.string),
            "refersTo": .texts(decision.refersTo),
        ])
    }

    private var rollback: JSONValue? {
        if let report = decision.rollback { return .object(JSONObject(report.members)) }
        return decision.rollbackPlan.map { .object(JSONObject($0.members)) }
    }
}

extension Decision.PipelineSource {
    fileprivate var json: JSONValue {
        [
            "name": .string(name), "path": .string(path), "blob": .string(blob.hex),
            "sha256": .string(sha256),
        ]
    }
}

extension Decision.Host {
    fileprivate var json: JSONValue {
        .object(of: [
            "cores": .integer(cores), "kernel": .string(kernel), "loadThousandths": .integer(loadThousandths),
            "class": hostClass?.json,
        ])
    }
}
