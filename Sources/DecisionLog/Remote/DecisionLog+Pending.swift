import GateModel
import Git
import Glibc
import Processes

/// Statements that wait on this machine until the remote answers, in the order in which they were made.
extension DecisionLog {
    /// The directory of their files.
    package var pendingPlace: String { "\(stateDirectory)/pending/\(environment)" }

    /// How many there are; what is in the log already counts until it is taken away.
    package var pendingCount: Int { get throws { try pendingFiles().count } }

    /// Keeps one more; when this returns it is on disk.
    ///
    /// - Returns: its file.
    func keepPending(_ decision: Decision, _ evidence: [EvidenceDigest], _ key: SigningKey) throws -> String {
        try makeDirectory(pendingPlace)
        let number = (try pendingFiles().last.flatMap { Int($0.prefix { $0 != "-" }) } ?? 0) + 1
        let digits = String(number)
        let padded = String(repeating: "0", count: max(0, 6 - digits.count)) + digits
        let path = "\(pendingPlace)/\(padded)-\(decision.kind.rawValue).json"
        try durableWrite(
            PendingStatement(decision, evidence: evidence).signed(by: key), to: path, mode: 0o600)
        return path
    }

    /// Their heads, as if they stood behind a log.
    ///
    /// - Throws: ``LogError/pendingUnreadable(path:reason:)``.
    func pendingHeads(behind chain: LogChain) throws -> [LogHead] {
        let waiting = try pendingStatements()
        guard !waiting.isEmpty else { return [] }
        let heads = try heads(of: chain)
        var index = chain.size
        return waiting.compactMap { _, statement in
            guard !isIn(heads, statement) else { return nil }
            defer { index += 1 }
            return LogHead(
                LogEntry(
                    index: index, leaf: chain.tree.root,
                    commit: chain.tip ?? statement.decision.candidate.commit,
                    decision: statement.decision, evidence: statement.evidence, origin: chain.origin ?? "",
                    signer: "", envelope: [], root: chain.tree.root))
        }
    }

    /// Appends them, and returns those that no longer hold and are given up, a sentence each.
    func appendPending(
        _ key: SigningKey, to shared: SharedLog, _ patience: Patience
    ) async throws -> [String] {
        var dropped: [String] = []
        for (path, statement) in try pendingStatements() {
            let chain = try verifiedChain(in: openRepository())
            if !isIn(try heads(of: chain), statement) {
                let state = VerifiedLog(chain, of: self).state(of: statement.decision.pipeline.name)
                if statement.holds(after: state) {
                    let stored = try statement.evidence.first.map { digest in
                        StoredEvidence(
                            digest: digest, commit: try evidenceStore.tip(in: openRepository()) ?? digest.blob
                        )
                    }
                    _ = try await appendShared(
                        statement.decision, stored, key, sealing: true, to: shared, patience
                    ) { _ in }
                } else {
                    dropped.append(statement.loss)
                }
            }
            try removeTree(path)
        }
        return dropped
    }

    /// Takes entries that the remote has gone on without out of the log here, to be appended behind it.
    ///
    /// - Throws: ``RemoteLogError/apartByOthers(remote:reference:signer:)``.
    func setAside(_ own: ObjectID, from tip: ObjectID, _ shared: SharedLog, _ key: SigningKey) throws {
        let repository = try openRepository()
        let entries = try repository.commitsBetween(base: tip, tip: own).reversed().map { commit in
            try reader.read(commit, nil, in: repository)
        }
        for entry in entries where entry.signer.key != key.publicKey {
            throw RemoteLogError.apartByOthers(
                remote: shared.remote.name, reference: shared.remote.reference(of: environment),
                signer: entry.signer.name)
        }
        for entry in entries { _ = try keepPending(entry.decision, entry.evidence, key) }
        // From here on they are safe; the log here becomes the remote's.
        memory.forget(environment)
        dropCache()
        try removeTree(seenPath)
        let chain = try chain(seenAt: shared)
        let before = try repository.directReference(refName)
        try repository.compareAndSwap(
            reference: refName, from: before, to: tip, message: "\(entries.count) entries set aside")
        try remember(chain)
    }

    private func pendingStatements() throws -> [(path: String, statement: PendingStatement)] {
        try pendingFiles().map { name in
            let path = "\(pendingPlace)/\(name)"
            let bytes = try smallFile(path, limit: 16 << 20)
            do throws(PendingProblem) {
                return (path, try PendingStatement(parsing: bytes, trust: trust, environment: environment))
            } catch {
                throw LogError.pendingUnreadable(path: path, reason: error.reason)
            }
        }
    }

    private func pendingFiles() throws -> [String] {
        do throws(FileError) {
            return try directoryNames(pendingPlace).filter { $0.hasSuffix(".json") }.sorted()
        } catch {
            if error.code == ENOENT { return [] }
            throw error
        }
    }

    /// Whether an entry says the same: a run says nothing twice of one candidate.
    private func isIn(_ heads: LogHeads, _ statement: PendingStatement) -> Bool {
        let decision = statement.decision
        return heads.contains { head in
            head.kind == decision.kind && head.run == decision.context.run
                && head.candidate.commit == decision.candidate.commit && head.evidence == statement.evidence
        }
    }
}

extension PendingStatement {
    /// Whether it may still be appended: what happened always; what lets something through only where it was decided about
    /// what runs.
    fileprivate func holds(after state: EnvironmentState) -> Bool {
        switch decision.kind {
        case .deployed, .rollbackStarted, .rolledBack, .block, .advice: true
        case .approve, .deployStarted, .adopted: state.running?.commit == decision.baseline?.commit
        }
    }

    fileprivate var loss: String {
        "'\(decision.kind.rawValue)' of \(decision.candidate.commit.short) was not appended: something else runs in "
            + "\(printable(decision.environment)) by now"
    }
}
