import GateModel
import JSON

/// What has happened while a log's remote was down: a decision without a place in the log, signed.
struct PendingStatement: Hashable, Sendable, Codable {
    static let payloadType = "application/vnd.pawl.pending+json"

    let decision: Decision
    let evidence: [EvidenceDigest]

    /// The bytes of its file.
    func signed(by key: SigningKey) throws -> [UInt8] {
        try DSSEEnvelope.sign(
            try JCS.bytes(self, fractions: .text), payloadType: Self.payloadType, with: [key]
        ).canonicalBytes
    }

    init(_ decision: Decision, evidence: [EvidenceDigest]) {
        self.decision = decision.changingStages { $0.map { $0.recorded(.allCases[0]) } }
        self.evidence = evidence
    }

    /// - Parameter now: in seconds since 1970: its key has to be one that may sign it now too.
    /// - Throws: ``PendingProblem`` for anything that ``signed(by:)`` did not write with a key that is trusted.
    init(
        parsing bytes: [UInt8], trust: TrustFile, environment: String, now: Int64
    ) throws(PendingProblem) {
        let envelope: DSSEEnvelope
        let statement: PendingStatement
        do {
            envelope = try DSSEEnvelope(parsing: bytes)
            statement = try JCS.read(PendingStatement.self, from: envelope.payload, fractions: .text)
        } catch {
            throw .unreadable("\(error)")
        }
        guard envelope.payloadType == Self.payloadType, envelope.canonicalBytes == bytes else {
            throw .unreadable("it is no statement of Pawl's")
        }
        let signers = envelope.signers(among: trust.allKeys)
        guard signers.contains(where: { trust.allows($0, statement.decision, now: now) }) else {
            throw .notTrusted(trust: trust.path)
        }
        let found = statement.decision.environment
        guard found == environment else { throw .unreadable("it is about '\(found)'") }
        self = statement
    }
}

/// What is wrong with a statement that waits.
enum PendingProblem: Error, Hashable {
    case unreadable(String)
    case notTrusted(trust: String)

    var reason: String {
        switch self {
        case .unreadable(let reason): reason
        case .notTrusted(let trust): "no key that '\(trust)' allows has signed it"
        }
    }
}
