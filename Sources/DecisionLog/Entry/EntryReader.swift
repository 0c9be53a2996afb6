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
        fileprivate let commit: SignedCommit
        fileprivate let tree: ObjectID
        fileprivate let signer: AllowedSigner
        fileprivate let envelope: [UInt8]
        fileprivate let statement: EntryStatement
    }

    /// - Throws: ``EntryProblem`` for what the commit has; `GitError` where it cannot be read.
    func read(_ id: ObjectID, at place: Place, in repository: borrowing Repository) throws -> LogEntry {
        try self.place(read(id, in: repository), at: place)
    }

    /// Everything that can be known of an entry by itself, so that many can be read at once; it is nearly all of the work.
    ///
    /// - Throws: as ``read(_:at:in:)`` does.
    func read(_ id: ObjectID, in repository: borrowing Repository) throws -> Unplaced {
        let (commit, signer) = try signedCommit(id, in: repository)
        let blob = try envelopeBlob(of: id, in: repository)
        let envelope = try verifiedEnvelope(blob, key: commit.signature.publicKey)
        return Unplaced(
            id: id, commit: commit, tree: try repository.commit(id).tree, signer: signer, envelope: blob,
            statement: try statement(in: envelope))
    }

    /// Reads the entry of a head that was verified.
    ///
    /// - Throws: ``EntryProblem/otherThanVerified`` and others; `GitError` where it cannot be read.
    func read(_ head: LogHead, in repository: borrowing Repository) throws -> LogEntry {
        let envelope = try envelopeBlob(of: head.commit, in: repository)
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
        let leaf = TreeHash.leaf(entry.envelope)
        let expected = EntryCommit(tree: entry.tree, parent: place.parent, statement: statement, leaf: leaf)
        guard expected.bytes == entry.commit.signedBytes else { throw .commitSaysOtherwise }
        var tree = place.tree
        tree.append(leaf)
        return LogEntry(
            index: statement.index, leaf: leaf, commit: entry.id, decision: statement.decision,
            evidence: statement.evidence, origin: statement.origin,
            signer: entry.signer.principals.description, envelope: entry.envelope, root: tree.root)
    }

    private func signedCommit(
        _ id: ObjectID, in repository: borrowing Repository
    ) throws -> (SignedCommit, AllowedSigner) {
        let raw: RawObject
        do throws(GitError) {
            raw = try repository.rawObject(id, limit: Self.commitLimit)
        } catch {
            guard case .objectTooLarge(_, let size, let limit) = error else { throw error }
            throw EntryProblem.commitTooLarge(size: size, limit: limit)
        }
        let commit = try SignedCommit(parsing: raw.bytes)
        let signature = commit.signature
        guard signature.namespace == EntryCommit.signatureNamespace else {
            throw EntryProblem.namespace(signature.namespace)
        }
        guard signature.verifies(commit.signedBytes, namespace: EntryCommit.signatureNamespace) else {
            throw EntryProblem.wrongSignature
        }
        guard let signer = trust.signer(with: signature.publicKey, at: try repository.commit(id).time) else {
            throw EntryProblem.notTrusted(fingerprint: signature.publicKey.fingerprint, trust: trust.path)
        }
        return (commit, signer)
    }

    private func envelopeBlob(of id: ObjectID, in repository: borrowing Repository) throws -> [UInt8] {
        let names = try repository.childNames(of: "", in: id)
        guard names == [EntryCommit.fileName],
            let entry = try repository.entry(atPath: EntryCommit.fileName, inTreeOf: id), entry.kind == .blob
        else { throw EntryProblem.tree(names) }
        do throws(GitError) {
            return try repository.blob(entry.id, limit: Self.sizeLimit)
        } catch {
            guard case .objectTooLarge(_, let size, let limit) = error else { throw error }
            throw EntryProblem.entryTooLarge(size: size, limit: limit)
        }
    }

    private func verifiedEnvelope(
        _ bytes: [UInt8], key: Ed25519PublicKey
    ) throws(EntryProblem) -> DSSEEnvelope {
        let envelope = try envelope(bytes)
        guard envelope.canonicalBytes == bytes else { throw .envelopeSpelling }
        guard envelope.payloadType == EntryStatement.payloadType else {
            throw .payloadType(envelope.payloadType)
        }
        guard envelope.signatures.map(\.keyID) == [key.fingerprint], envelope.signers(among: [key]) == [key]
        else { throw .envelopeSignatures }
        return envelope
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
        if let expected {
            guard origin == expected else { throw .origin(found: origin, expected: expected) }
            return
        }
        let parts = origin.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "pawl", ObjectID(hex: parts[1]) != nil, parts[2] == environment
        else { throw .origin(found: origin, expected: "pawl/…/\(environment)") }
    }
}
