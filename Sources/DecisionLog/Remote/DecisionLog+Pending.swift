import GateModel
import Git
import Glibc
import Processes

/// Statements that wait on this machine until the remote takes them, in the order in which they were made.
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
        let last = try pendingFiles().last.flatMap { Int($0.prefix { $0 != "-" }) }
        let digits = String((last ?? 0) + 1)
        let padded = String(repeating: "0", count: max(0, 6 - digits.count)) + digits
        // Of another run it has another name, so that two that write at once do not overwrite each other.
        let run = decision.context.run.filter { $0.isLetter || $0.isNumber || $0 == "-" }
        let path = "\(pendingPlace)/\(padded)-\(decision.kind.rawValue)-\(run).json"
        try durableWrite(
            PendingStatement(decision, evidence: evidence).signed(by: key), to: path, mode: 0o600)
        return path
    }

    /// Their heads, as if they stood behind a log.
    ///
    /// - Throws: ``LogError/pendingUnreadable(path:reason:)``, unless a rollback is to go on, which is told.
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

    /// Appends them under the log's lock, and returns those that no longer hold, a sentence each: their files are kept beside the others.
    func appendPending(
        _ key: SigningKey, to shared: SharedLog, _ patience: Patience
    ) async throws -> [String] {
        var lapsed: [String] = []
        for (path, statement) in try pendingStatements() {
            let chain = try verifiedChain(in: openRepository())
            if isIn(try heads(of: chain), statement) {
                try removeTree(path)
                continue
            }
            let entry = SharedEntry(
                decision: statement.decision, evidence: statement.evidence, stored: nil, key: key,
                isUrgent: false, isLocked: true, clock: Int64(time(nil)),
                precondition: { log in
                    guard try statement.holds(behind: log) else { throw Lapsed() }
                })
            do {
                _ = try await append(entry, to: shared, patience)
                try removeTree(path)
            } catch is Lapsed {
                lapsed.append(statement.loss)
                try moveFile(from: path, to: path + ".lapsed")
            }
        }
        return lapsed
    }

    private struct Lapsed: Error {}

    /// Takes entries that the remote has gone on without out of the log here, to be appended behind it.
    ///
    /// - Parameters:
    ///   - current: where the log's reference is.
    ///   - chain: the remote's log.
    ///   - key: Nil: of a command that signs nothing, or that has no lock.
    /// - Throws: ``RemoteLogError/apart(remote:reference:entries:)`` without a key,
    ///   ``RemoteLogError/apartByOthers(remote:reference:signer:)``.
    func setAside(
        _ own: ObjectID, from tip: ObjectID, instead current: ObjectID?, _ chain: LogChain?,
        _ shared: SharedLog,
        _ key: SigningKey?
    ) throws {
        let repository = try openRepository()
        let (remote, reference) = (shared.remote.shownName, shared.remote.reference(of: environment))
        let commits = try repository.commitsBetween(base: tip, tip: own)
        guard let key, let chain else {
            throw RemoteLogError.apart(remote: remote, reference: reference, entries: commits.count)
        }
        let entries = try commits.reversed().map { commit in try reader.read(commit, nil, in: repository) }
        for entry in entries where entry.signer.key != key.publicKey {
            throw RemoteLogError.apartByOthers(
                remote: remote, reference: reference, signer: entry.signer.name)
        }
        for entry in entries { _ = try keepPending(entry.decision, entry.evidence, key) }
        // From here on they are safe; the log here becomes the remote's.
        memory.forget(environment)
        dropCache()
        try removeTree(seenPath)
        if current != tip {
            try repository.compareAndSwap(
                reference: refName, from: current, to: tip, message: "\(entries.count) entries set aside")
        }
        try remember(chain)
    }

    private func pendingStatements() throws -> [(path: String, statement: PendingStatement)] {
        try pendingFiles().compactMap { name in
            let path = "\(pendingPlace)/\(name)"
            let bytes = try smallFile(path, limit: 16 << 20)
            do throws(PendingProblem) {
                return (
                    path,
                    try PendingStatement(
                        parsing: bytes, trust: trust, environment: environment, now: Int64(time(nil)))
                )
            } catch {
                let problem = LogError.pendingUnreadable(path: path, reason: error.reason)
                guard memory.isOfRollback else { throw problem }
                memory.warn("going back without what it says: \(problem)")
                return nil
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
                && head.time >= decision.context.time
        }
    }
}

extension PendingStatement {
    /// Whether it may still be appended: what says what runs, unless something else was said of that since; what lets something
    /// through, only where it was decided about what runs and nothing else is under way.
    fileprivate func holds(behind log: VerifiedLog) throws -> Bool {
        let state = log.state(withoutPendingOf: decision.pipeline.name)
        let isOurs = [state.openDeploy, state.openRollback].allSatisfy {
            $0?.run ?? decision.context.run == decision.context.run
        }
        switch decision.kind {
        case .block, .advice: return true
        case .deployed, .rollbackStarted, .rolledBack:
            let since = try log.heads.last {
                $0.pipeline.name == decision.pipeline.name && $0.kind.saysWhatRuns
            }
            guard let since else { return true }
            return since.time <= decision.context.time || since.run == decision.context.run
        case .approve, .deployStarted, .adopted:
            return isOurs && state.running?.commit == decision.baseline?.commit
        }
    }

    fileprivate var loss: String {
        "'\(decision.kind.rawValue)' of \(decision.candidate.commit.short) was not appended, since others have changed what runs in "
            + "\(printable(decision.environment)) meanwhile; it is kept beside what waits"
    }
}

extension Decision.Kind {
    fileprivate var saysWhatRuns: Bool {
        switch self {
        case .deployed, .adopted, .rolledBack: true
        case .approve, .block, .advice, .deployStarted, .rollbackStarted: false
        }
    }
}
