import GateModel
import Git

/// Reads one entry from its commit, and believes nothing that it says before it is verified.
struct EntryReader: Sendable {
    /// What a log's small clients are promised.
    static let sizeLimit = 65_535
    static let commitLimit = 16 * 1024

    let environment: String
    let trust: TrustFile

    /// What stands before an entry.
    struct Place {
        let tree: MerkleTree
        let parent: ObjectID?
        /// The log's name, as entry 0 has it; nil for entry 0 itself.
        let origin: String?
        /// Of the entry before it, in seconds since 1970; nil for entry 0.
        let time: Int64?
    }

    /// What a commit says, with both signatures verified, before it is compared with what stands before it.
    struct Unplaced: Sendable {
        let id: ObjectID
        fileprivate let parent: ObjectID?
        let signer: TrustedKey
        fileprivate let envelope: [UInt8]
        fileprivate let leaf: TreeHash
        fileprivate let statement: EntryStatement
        /// Whether every byte of the commit follows from the statement.
        fileprivate let agrees: Bool

        var decision: Decision { statement.decision }
        var evidence: [EvidenceDigest] { statement.evidence }
    }

    /// - Throws: ``EntryProblem`` for what the commit has; `GitError` where it cannot be read.
    func read(_ id: ObjectID, at place: Place, in repository: borrowing Repository) throws -> LogEntry {
        try self.place(read(id, nil, in: repository), at: place)
    }

    /// Everything that can be known of an entry by itself, so that many can be read at once; it is nearly all of the work.
    ///
    /// - Parameter bytes: the commit's, where they were read before.
    /// - Throws: as ``read(_:at:in:)`` does.
    func read(
        _ id: ObjectID, _ bytes: [UInt8]?, in repository: borrowing Repository
    ) throws -> Unplaced {
        let commit = try SignedCommit(parsing: bytes ?? commitBytes(id, in: repository))
        let signer = try signer(of: commit)
        let blob = try envelopeBlob(inTree: commit.tree, of: id, in: repository)
        let envelope = try verifiedEnvelope(blob, key: commit.signature.publicKey)
        let statement = try statement(in: envelope)
        try check(statement.decision, by: signer)
        let leaf = TreeHash.leaf(blob)
        let expected = EntryCommit(tree: commit.tree, parent: commit.parent, statement: statement, leaf: leaf)
        return Unplaced(
            id: id, parent: commit.parent, signer: signer, envelope: blob, leaf: leaf, statement: statement,
            agrees: expected.bytes == commit.signedBytes)
    }

    /// Reads the entry of a head that was verified.
    ///
    /// - Throws: ``EntryProblem/otherThanVerified`` and others; `GitError` where it cannot be read.
    func read(_ head: LogHead, in repository: borrowing Repository) throws -> LogEntry {
        let tree = try repository.commit(head.commit).tree
        let envelope = try envelopeBlob(inTree: tree, of: head.commit, in: repository)
        guard TreeHash.leaf(envelope) == head.leaf else { throw EntryProblem.otherThanVerified }
        let statement = try statement(in: self.envelope(envelope))
        return LogEntry(
            index: head.index, leaf: head.leaf, commit: head.commit, decision: statement.decision,
            evidence: statement.evidence, origin: statement.origin, signer: head.signer, envelope: envelope,
            root: head.root)
    }

    /// - Throws: ``EntryProblem`` where it does not belong there.
    func place(_ entry: Unplaced, at place: Place) throws(EntryProblem) -> LogEntry {
        let statement = entry.statement
        try check(statement, at: place)
        guard entry.agrees, entry.parent == place.parent else { throw .commitSaysOtherwise }
        var tree = place.tree
        tree.append(entry.leaf)
        return LogEntry(
            index: statement.index, leaf: entry.leaf, commit: entry.id, decision: statement.decision,
            evidence: statement.evidence, origin: statement.origin,
            signer: entry.signer.name, envelope: entry.envelope, root: tree.root)
    }

    private func commitBytes(_ id: ObjectID, in repository: borrowing Repository) throws -> [UInt8] {
        do throws(GitError) {
            return try repository.rawObject(id, limit: Self.commitLimit).bytes
        } catch {
            guard case .objectTooLarge(_, let size, let limit) = error else { throw error }
            throw EntryProblem.commitTooLarge(size: size, limit: limit)
        }
    }

    private func signer(of commit: SignedCommit) throws(EntryProblem) -> TrustedKey {
        let signature = commit.signature
        guard signature.namespace == EntryCommit.signatureNamespace else {
            throw .namespace(signature.namespace)
        }
        guard signature.verifies(commit.signedBytes, namespace: EntryCommit.signatureNamespace) else {
            throw .wrongSignature
        }
        do throws(TrustRefusal) {
            return try trust.signer(with: signature.publicKey, at: commit.time)
        } catch {
            throw .refused(error)
        }
    }

    /// Whether the trust file lets this key say that, and this pipeline decide here.
    private func check(_ decision: Decision, by signer: TrustedKey) throws(EntryProblem) {
        do throws(TrustRefusal) {
            try trust.check(signer, signs: [decision.kind], in: environment)
            try trust.check(decision.pipeline, in: environment)
        } catch {
            throw .refused(error)
        }
    }

    /// Of a tree that has one file: its mode and name, as git stores them.
    private static let treeStart = Array("100644 \(EntryCommit.fileName)\0".utf8)

    private func envelopeBlob(
        inTree tree: ObjectID, of commit: ObjectID, in repository: borrowing Repository
    ) throws -> [UInt8] {
        let bytes = try repository.rawObject(tree, limit: Self.commitLimit).bytes
        guard bytes.starts(with: Self.treeStart), bytes.count == Self.treeStart.count + 20,
            let blob = ObjectID(bytes: bytes.suffix(20))
        else { throw EntryProblem.tree(try repository.childNames(of: "", in: commit)) }
        do throws(GitError) {
            return try repository.blob(blob, limit: Self.sizeLimit)
        } catch {
            guard case .objectTooLarge(_, let size, let limit) = error else { throw error }
            throw EntryProblem.entryTooLarge(size: size, limit: limit)
        }
    }

    private func verifiedEnvelope(
        _ bytes: [UInt8], key: Ed25519PublicKey
    ) throws(EntryProblem) -> DSSEEnvelope {
        let type = EntryStatement.payloadType
        guard let envelope = DSSEEnvelope(canonical: bytes, payloadType: type, keyID: key.fingerprint) else {
            throw try whyRefused(bytes)
        }
        let signed = DSSEEnvelope.preAuthenticationEncoding(envelope.payload, payloadType: type)
        guard key.verifies(envelope.signatures[0].bytes, of: signed) else { throw .envelopeSignatures }
        return envelope
    }

    /// What an envelope is that is not the canonical one of an entry.
    private func whyRefused(_ bytes: [UInt8]) throws(EntryProblem) -> EntryProblem {
        let envelope = try envelope(bytes)
        if envelope.canonicalBytes != bytes { return .envelopeSpelling }
        return envelope.payloadType == EntryStatement.payloadType
            ? .envelopeSignatures : .payloadType(envelope.payloadType)
    }

    private func envelope(_ bytes: [UInt8]) throws(EntryProblem) -> DSSEEnvelope {
        do {
            return try DSSEEnvelope(parsing: bytes)
        } catch {
            throw .envelope(error)
        }
    }

    private func statement(in envelope: DSSEEnvelope) throws(EntryProblem) -> EntryStatement {
        do {
            return try EntryStatement(parsing: envelope.payload)
        } catch {
            throw .statement(error)
        }
    }

    private func check(_ statement: EntryStatement, at place: Place) throws(EntryProblem) {
        let found = statement.decision.environment
        guard found == environment else { throw .environment(found: found, expected: environment) }
        try checkOrigin(statement.origin, place.origin)
        guard statement.index == place.tree.size else { throw .index(statement.index) }
        guard statement.previous == .init(size: place.tree.size, root: place.tree.root) else {
            throw .previous(size: place.tree.size)
        }
        if let before = place.time, statement.decision.context.time < before {
            throw .earlier(seconds: before - statement.decision.context.time)
        }
    }

    private func checkOrigin(_ origin: String, _ expected: String?) throws(EntryProblem) {
        do throws(TrustRefusal) {
            try trust.checkOrigin(origin, in: environment)
        } catch {
            throw .refused(error)
        }
        if let expected {
            guard origin == expected else { throw .origin(found: origin, expected: expected) }
            return
        }
        let parts = origin.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "pawl", ObjectID(hex: parts[1]) != nil, parts[2] == environment
        else { throw .origin(found: origin, expected: "pawl/…/\(environment)") }
    }
}
