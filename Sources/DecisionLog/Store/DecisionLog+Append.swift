package import GateModel
import Git
import Glibc
import Processes

extension DecisionLog {
    /// A reference's lock file this old was left by a killed process.
    static let staleLockSeconds = 5

    /// Appends an entry on this machine, signed and chained to the one before it, and returns it; see
    /// ``record(_:evidence:key:isUrgent:checking:)`` for a log that is shared.
    ///
    /// When this returns, entry and evidence are on disk. If the process dies midway, what it has written is
    /// unreferenced; earlier entries are never rewritten. The log has to go on from what this run has verified before.
    /// The entry is dated no earlier than the one before it. The precondition is given the log as it is; where another writer was
    /// faster, it is asked again with what that one has left.
    ///
    /// - Parameter isUrgent: A rollback waits for it, so a lock that somebody holds does not stop it for longer than a second.
    ///   Entries of rollbacks always are.
    /// - Throws: what the precondition throws; ``LogError``, ``BrokenEntry`` or `GitError`; each with nothing
    ///   appended, except ``LogError/notRemembered(index:reason:)``.
    package func append(
        _ decision: Decision, evidence: Evidence?, key: SigningKey,
        isUrgent: Bool = false, checking precondition: (VerifiedLog) throws -> Void
    ) throws -> LogEntry {
        let lock = try lock(for: decision.kind, isUrgent: isUrgent)
        let isLocked = lock.isHeld
        let repository = try openRepository()
        var stored: StoredEvidence?  // nil: none, or not yet
        for attempt in 0..<moveAttempts {
            for name in [refName, evidenceRefName] where isLocked {
                _ = try repository.removeStaleLock(of: name, olderThan: Self.staleLockSeconds)
            }
            let chain = try verifiedChain(in: repository)
            let dated = try admitted(decision, behind: chain, key, precondition)
            if stored == nil, let evidence {
                stored = try evidenceStore.append(evidence.encoded(), of: dated, in: repository)
            }
            let entry = try written(
                dated, stored.map { [$0.digest] } ?? [], after: chain, key: key, in: repository)
            if try repository.moves(
                refName, from: chain.tip, to: entry.commit, message: entry.movesMessage, attempt: attempt)
            {
                try remember(chain.appending(entry), entry, stored, sealedBy: isLocked ? key : nil)
                _ = consume lock
                return entry
            }
        }
        throw LogError.lostRace(attempts: moveAttempts)
    }

    /// The decision as it may stand behind a log: dated no earlier, and by a key and a clock that count there.
    ///
    /// - Parameter clock: in seconds since 1970; nil: the decision's own.
    func admitted(
        _ decision: Decision, behind chain: LogChain, _ key: SigningKey, clock: Int64? = nil,
        _ precondition: (VerifiedLog) throws -> Void
    ) throws -> Decision {
        let log = VerifiedLog(chain, of: self)
        let dated = decision.dated(notBefore: chain.last?.time)
        try check(dated, key)
        if Self.letsThrough.contains(decision.kind) {
            try log.checkClock(clock ?? decision.context.time)
        }
        try precondition(log)
        return dated
    }

    /// Stores an entry's objects, to which no reference leads yet, and reads them back as any verifier will.
    func written(
        _ decision: Decision, _ evidence: [EvidenceDigest], after chain: LogChain, key: SigningKey,
        in repository: borrowing Repository
    ) throws -> LogEntry {
        try verified(
            write(decision, evidence, after: chain, key: key, in: repository), after: chain, in: repository)
    }

    /// For an append of this kind: nil where it is not to wait, and somebody holds the lock for longer than a second.
    func lock(for kind: Decision.Kind, isUrgent: Bool) throws -> FileLock? {  // nil: see above
        if isUrgent || Self.ofRollbacks.contains(kind) { return try lockWithoutWaiting() }
        return try lock()
    }

    /// Kinds after which something new may run; what only says what happened is recorded by any clock.
    private static let letsThrough: Set<Decision.Kind> = [.approve, .deployStarted, .adopted]
    static let ofRollbacks: Set<Decision.Kind> = [.rollbackStarted, .rolledBack]

    /// The key has to be one that is believed, and the files of key and trust those that were read; a rollback puts their
    /// permissions right and goes on.
    private func check(_ decision: Decision, _ key: SigningKey) throws(LogError) {
        try trust.check(
            key.publicKey, writes: [decision.kind], of: decision.pipeline, in: environment,
            at: decision.context.time)
        for case let file? in [key.file, trust.file] {
            guard let change = file.change else { continue }
            memory.noteFault()
            let error = LogError.guardedFileChanged(path: file.path, change: change)
            guard Self.ofRollbacks.contains(decision.kind) else { throw error }
            file.restorePermissions()
            memory.warn("going back all the same, with what was read before: \(error)")
        }
    }

    /// Stores an entry's objects; no reference leads to them yet.
    private func write(
        _ decision: Decision, _ evidence: [EvidenceDigest], after chain: LogChain, key: SigningKey,
        in repository: borrowing Repository
    ) throws -> ObjectID {
        let origin =
            try chain.origin
            ?? LogOrigin.name(of: decision.candidate.commit, environment, trust, in: repository)
        let (statement, envelope) = try fitting(key) { detail in
            EntryStatement(decision, origin: origin, after: chain.tree, evidence: evidence, detail)
        }
        let blob = try repository.writeBlob(envelope)
        let commit = EntryCommit(
            tree: try repository.writeTree([(EntryCommit.fileName, .blob, blob)]), parent: chain.tip,
            statement: statement, leaf: TreeHash.leaf(envelope))
        let signature = try SSHSignature.sign(
            commit.bytes, namespace: EntryCommit.signatureNamespace, with: key)
        return try repository.writeSigned(commitBytes: commit.bytes, armour: Array(signature.armoured.utf8))
    }

    /// The statement with as much detail as an entry has room for, and its envelope.
    private func fitting(
        _ key: SigningKey, _ statement: (StageResult.Detail) -> EntryStatement
    ) throws -> (EntryStatement, [UInt8]) {
        var size = 0
        for detail in StageResult.Detail.allCases {
            let statement = statement(detail)
            let envelope = try DSSEEnvelope.sign(
                statement.payload(), payloadType: EntryStatement.payloadType, with: [key]
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
        do {
            let entry = try reader.read(commit, at: EntryReader.Place(after: chain), in: repository)
            memory.noteVerified(1)
            return entry
        } catch let problem as EntryProblem {
            throw LogError.unfit(problem)
        }
    }

    /// - Parameter key: Nil where another writer may write what this machine remembers at the same time.
    func remember(
        _ chain: LogChain, _ entry: LogEntry, _ stored: StoredEvidence?, sealedBy key: SigningKey?
    ) throws(LogError) {
        let seen = SeenLog(upTo: LogHead(entry))
        let before = memory[environment]
        func recollection(_ chain: LogChain, _ mark: SeenLog?) -> LogMemory.Recollection {
            LogMemory.Recollection(
                chain: chain, evidence: stored?.commit ?? before?.evidence, mark: mark,
                stored: (before?.stored ?? []) + (stored.map { [$0] } ?? []))
        }
        memory[environment] = recollection(chain, before?.mark)
        do {
            try seen.remember(path: seenPath)
        } catch {
            throw .notRemembered(index: entry.index, reason: error.description)
        }
        memory[environment] = recollection(key.map { caching(chain, key: $0) } ?? chain, seen)
    }
}

extension LogEntry {
    /// For the reflog.
    var movesMessage: String { "entry \(index): \(decision.kind.rawValue)" }
}
