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
    /// Its stages have the judgements that there is room for.
    let decision: Decision
    let evidence: [EvidenceDigest]

    struct Previous: Hashable, Sendable, Codable {
        let size: Int
        let root: TreeHash
    }

    init(
        _ decision: Decision, origin: String, after tree: MerkleTree, evidence: [EvidenceDigest],
        _ detail: StageResult.Detail
    ) {
        self.origin = origin
        self.index = tree.size
        self.previous = Previous(size: tree.size, root: tree.root)
        self.decision = decision.changingStages { $0.map { $0.recorded(detail) } }
        self.evidence = evidence
    }

    /// The bytes that are signed: canonical JSON.
    func payload() throws(JCSError) -> [UInt8] { try JCS.bytes(self, fractions: .text) }

    /// Reads what ``payload()`` writes, and nothing else.
    init(parsing payload: [UInt8]) throws(JCSError) {
        self = try JCS.read(EntryStatement.self, from: payload, fractions: .text)
        for (index, stage) in decision.stages.enumerated() {
            if let excess = stage.whatNoEntryHas {
                throw JCSError(
                    place: "predicate/stages/\(index)/\(excess.place)", problem: .malformed(excess.problem))
            }
        }
        if let host = decision.context.host.hostClass, host != HostClass(describing: host.text) {
            throw JCSError(
                place: "predicate/context/host/hostClass/digest",
                problem: .malformed("it is not the digest of the host class's text"))
        }
    }
}

extension StageResult {
    /// What the codec reads and an entry cannot have, or lacks; nil where it is as ``recorded(_:)`` makes it.
    fileprivate var whatNoEntryHas: (place: String, problem: String)? {
        if tally == nil { return ("tally", "it is missing") }
        if engine != nil { return ("engine", "an entry has none") }
        if load != nil { return ("load", "an entry has none") }
        for (index, judgement) in judgements.enumerated() {
            if judgement.stage != stage {
                return ("judgements/\(index)/stage", "expected '\(stage.rawValue)'")
            }
            if !judgement.notes.isEmpty { return ("judgements/\(index)/notes", "an entry has none") }
        }
        return nil
    }
}

/// The predicate is one object: the decision's members and the entry's own.
extension EntryStatement: Codable {
    private enum CodingKeys: String, CodingKey {
        case type = "_type"
        case subject, predicateType, predicate
    }

    private enum PredicateKeys: CodingKey {
        case origin, index, previous, evidence
    }

    /// Type and subject follow from the rest, and are compared when all is written again.
    init(from decoder: any Decoder) throws {
        let statement = try decoder.container(keyedBy: CodingKeys.self)
        guard try statement.decode(String.self, forKey: .predicateType) == Self.predicateType else {
            throw DecodingError.dataCorruptedError(
                forKey: .predicateType, in: statement, debugDescription: "expected '\(Self.predicateType)'")
        }
        decision = try statement.decode(Decision.self, forKey: .predicate)
        let fields = try statement.nestedContainer(keyedBy: PredicateKeys.self, forKey: .predicate)
        origin = try fields.decode(String.self, forKey: .origin)
        index = try fields.decode(Int.self, forKey: .index)
        previous = try fields.decode(Previous.self, forKey: .previous)
        evidence = try fields.decode([EvidenceDigest].self, forKey: .evidence)
    }

    func encode(to encoder: any Encoder) throws {
        var statement = encoder.container(keyedBy: CodingKeys.self)
        try statement.encode(Self.type, forKey: .type)
        try statement.encode(Self.predicateType, forKey: .predicateType)
        try statement.encode(
            [
                Subject(name: "candidate", of: decision.candidate.commit),
                Subject(name: "candidate's tree", of: decision.candidate.tree),
            ], forKey: .subject)
        let predicate = statement.superEncoder(forKey: .predicate)
        try decision.encode(to: predicate)
        var fields = predicate.container(keyedBy: PredicateKeys.self)
        try fields.encode(origin, forKey: .origin)
        try fields.encode(index, forKey: .index)
        try fields.encode(previous, forKey: .previous)
        try fields.encode(evidence, forKey: .evidence)
    }

    /// A resource descriptor of in-toto.
    private struct Subject: Encodable {
        let name: String
        let digest: [String: ObjectID]

        init(name: String, of object: ObjectID) {
            self.name = name
            digest = ["gitCommit": object]
        }
    }
}
