package import GateModel
import Git
import Glibc
import Processes

extension DecisionLog {
    /// A reference's lock file this old was left by a killed process.
    private static let staleLockSeconds = 5

    /// Appends an entry, signed and chained to the one before it, and returns it.
    ///
    /// When this returns, entry and evidence are on disk. If the process dies midway, what it has written is
    /// unreferenced; earlier entries are never rewritten. The precondition is given all entries, verified;
    /// where another writer was faster, it is asked again with what that one has left.
    ///
    /// - Throws: what the precondition throws; ``LogError``, ``BrokenEntry`` or `GitError`; each with nothing
    ///   appended, except ``LogError/notRemembered(index:reason:)``.
    package func append(
        _ decision: Decision, evidence: Evidence?, key: SigningKey,
        checking precondition: ([LogEntry]) throws -> Void
    ) throws -> LogEntry {
        guard trust.signer(with: key.publicKey, at: decision.context.time) != nil else {
            throw LogError.keyNotTrusted(fingerprint: key.publicKey.fingerprint, trust: trust.path)
        }
        let lock = try lock()
        let repository = try Repository(discoverFrom: directory)
        var digests: [EvidenceDigest]?
        for attempt in 0..<moveAttempts {
            for name in [refName, evidenceRefName] {
                _ = try repository.removeStaleLock(of: name, olderThan: Self.staleLockSeconds)
            }
            let chain = try verifiedChain(in: repository)
            try precondition(chain.entries)
            if digests == nil, let evidence {
                digests = [try evidenceStore.append(evidence.encoded(), of: decision, in: repository)]
            }
            let commit = try write(decision, digests ?? [], after: chain, key: key, in: repository)
            let entry = try verified(commit, after: chain, in: repository)
            let message = "entry \(entry.index): \(decision.kind.rawValue)"
            if try repository.moves(refName, from: chain.tip, to: commit, message: message, attempt: attempt)
            {
                try remember(entry)
                _ = consume lock
                return entry
            }
        }
        throw LogError.lostRace(attempts: moveAttempts)
    }

    /// Stores an entry's objects; no reference leads to them yet.
    private func write(
        _ decision: Decision, _ evidence: [EvidenceDigest], after chain: LogChain, key: SigningKey,
        in repository: borrowing Repository
    ) throws -> ObjectID {
        let origin =
            try chain.entries.first?.origin
            ?? "pawl/\(repository.firstCommit(of: decision.candidate.commit))/\(environment)"
        let (statement, envelope) = try fitting(key) { detail in
            EntryStatement(decision, origin: origin, after: chain.tree, evidence: evidence, detail)
        }
        let blob = try repository.writeBlob(envelope)
        let commit = EntryCommit(
            tree: try repository.writeTree([(EntryCommit.fileName, .blob, blob)]), parent: chain.tip,
            statement: statement, leaf: TreeHash.leaf(envelope))
        let signature = SSHSignature.sign(
            commit.bytes, namespace: EntryCommit.signatureNamespace, with: key)
        return try repository.writeSigned(commitBytes: commit.bytes, armour: Array(signature.armoured.utf8))
    }

    /// The statement with as much detail as an entry has room for, and its envelope.
    private func fitting(
        _ key: SigningKey, _ statement: (StageRecord.Detail) -> EntryStatement
    ) throws -> (EntryStatement, [UInt8]) {
        var size = 0
        for detail in StageRecord.Detail.allCases {
            let statement = statement(detail)
            let envelope = DSSEEnvelope.sign(
                statement.payload, payloadType: EntryStatement.payloadType, with: [key]
            ).canonicalBytes
            if envelope.count <= EntryReader.sizeLimit { return (statement, envelope) }
            size = envelope.count
        }
        throw LogError.entryTooLarge(size: size, limit: EntryReader.sizeLimit)
    }

    /// Reads back what was written, as any verifier will.
    private func verified(
        _ commit: ObjectID, after chain: LogChain, in repository: borrowing Repository
    ) throws -> LogEntry {
        let place = EntryReader.Place(
            tree: chain.tree, parent: chain.tip, origin: chain.entries.first?.origin)
        do {
            return try EntryReader(environment: environment, trust: trust).read(
                commit, at: place, in: repository)
        } catch let problem as EntryProblem {
            throw LogError.unfit(problem)
        }
    }

    private func remember(_ entry: LogEntry) throws(LogError) {
        do {
            try SeenLog(size: entry.index + 1, root: entry.root).remember(path: seenPath)
        } catch {
            throw .notRemembered(index: entry.index, reason: error.description)
        }
    }
}
