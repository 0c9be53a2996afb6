package import GateModel
package import JSON

/// One entry of a log, as it was verified.
package struct LogEntry: Hashable, Sendable {
    /// From 0.
    package let index: Int
    /// Of the envelope's bytes: the decision's own id. A commit's id is none, since others can make another
    /// commit of the same decision.
    package let leaf: TreeHash
    package let commit: ObjectID
    /// As recorded: its stages have the judgements that there was room for, and say in their tallies what was left out.
    package let decision: Decision
    package let evidence: [EvidenceDigest]
    /// The log's name: `pawl/3f2a91c…/staging`.
    package let origin: String
    /// The principals that the trust file gives to the key: `anna@example.org`.
    package let signer: String
    /// The DSSE envelope, which stands by itself.
    package let envelope: [UInt8]
    /// The root of the log with this entry as its last.
    package let root: TreeHash

    package init(
        index: Int, leaf: TreeHash, commit: ObjectID, decision: Decision, evidence: [EvidenceDigest],
        origin: String, signer: String, envelope: [UInt8], root: TreeHash
    ) {
        self.index = index
        self.leaf = leaf
        self.commit = commit
        self.decision = decision
        self.evidence = evidence
        self.origin = origin
        self.signer = signer
        self.envelope = envelope
        self.root = root
    }

    /// ``leaf`` in 64 hexadecimal digits, as ``Decision/refersTo`` has it.
    package var leafHex: String { leaf.description }

    /// The in-toto statement that was signed.
    ///
    /// - Throws: never for an entry that was verified.
    package func statement() throws -> JSONValue {
        try JSONParser.parse(DSSEEnvelope(parsing: envelope).payload, maximumDepth: 64)
    }
}
