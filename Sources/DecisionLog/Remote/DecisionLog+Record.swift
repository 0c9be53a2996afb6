package import GateModel
import Git
import Processes

/// What became of a decision that was to be recorded.
package enum RecordedDecision: Sendable {
    case entry(LogEntry)
    /// It could not be brought to the remote, and what has happened waits in a file on this machine.
    case waiting(path: String, why: any Error)
}

extension DecisionLog {
    /// So many times in a row a remote may stay where it was and take nothing: somebody may hold its lock for a moment.
    private static let refusals = 4

    /// Kinds that say what has happened or what was found, whether or not anybody hears it: they wait where the remote does not
    /// take them. What lets something through never does.
    private static let happened: Set<Decision.Kind> = [
        .block, .advice, .deployed, .rollbackStarted, .rolledBack,
    ]

    /// Appends an entry here and, where the log is shared, at the remote: there first, so that its refusal is the lost race.
    ///
    /// - Parameter isUrgent: A rollback waits for it.
    /// - Throws: as ``append(_:evidence:key:isUrgent:checking:)`` does, and ``RemoteLogError``; each with nothing appended, but for
    ///   ``RemoteLogError/unanswered(remote:reason:)``.
    package func record(
        _ decision: Decision, evidence: Evidence?, key: SigningKey, isUrgent: Bool = false,
        checking precondition: @escaping @Sendable (VerifiedLog) throws -> Void
    ) async throws -> RecordedDecision {
        guard let shared else {
            return .entry(
                try append(
                    decision, evidence: evidence, key: key, isUrgent: isUrgent, checking: precondition))
        }
        let isUrgent = isUrgent || Self.ofRollbacks.contains(decision.kind)
        // Before there is evidence of it: evidence without a log would be a log that is lost.
        _ = try verifiedChain(in: openRepository())
        let stored = try evidence.map {
            try evidenceStore.append($0.encoded(), of: decision, in: openRepository())
        }
        let entry = SharedEntry(
            decision: decision, evidence: stored.map { [$0.digest] } ?? [], stored: stored, key: key,
            isUrgent: isUrgent, isLocked: false, clock: decision.context.time, precondition: precondition)
        do {
            if isUrgent, memory.goesWithoutRemote {
                throw RemoteLogError.unreachable(
                    remote: shared.remote.shownName, reason: "it did not answer before")
            }
            return .entry(try await append(entry, to: shared, isUrgent ? .short : .usual))
        } catch  where Self.happened.contains(decision.kind) && isOfRemote(error) {
            memory.noteGoingWithoutRemote()
            let path = try keepPending(decision, entry.evidence, key)
            return .waiting(path: path, why: error)
        }
    }

    /// Whether what went wrong is the remote's, or that of others who write there; nothing is wrong with the log here.
    private func isOfRemote(_ error: any Error) -> Bool {
        switch error {
        case is RemoteLogError: true
        case LogError.lostRace, LogError.locked: true
        case let broken as BrokenEntry: broken.reference != refName
        default: false
        }
    }

    /// What is to be appended at a remote.
    struct SharedEntry: Sendable {
        let decision: Decision
        let evidence: [EvidenceDigest]
        /// Evidence that this run has stored itself.
        let stored: StoredEvidence?
        let key: SigningKey
        /// Whether its evidence is kept back for later.
        let isUrgent: Bool
        /// Whether its writer has the log's lock already.
        let isLocked: Bool
        /// The clock that it is signed by, in seconds since 1970.
        let clock: Int64
        let precondition: @Sendable (VerifiedLog) throws -> Void
    }

    func append(_ new: SharedEntry, to shared: SharedLog, _ patience: Patience) async throws -> LogEntry {
        if !new.isLocked { try clearStaleLocks(shared) }
        var refusals = 0
        var sent: [LogEntry] = []
        for _ in 0..<patience.races {
            if patience.yields { await waitForTurn() }
            let chain = try await newest(shared, patience)
            if let entry = try arrived(sent, upTo: chain?.tip) { return entry }
            try await followed(chain, shared, new.key, patience)
            let next = try write(new)
            sent.append(next.entry)
            let evidence = new.isUrgent ? [] : new.evidence
            if evidence.count < new.evidence.count { memory.hasKeptBack = true }
            switch try await push(
                next.entry.commit, after: next.chain.tip, with: evidence, to: shared, patience)
            {
            case .accepted:
                memory.changeContention(of: environment) { $0.noteWonRace() }
                let now = try settle(next, new, shared)
                if !new.isUrgent { await publishCheckpoint(of: now, new.key, to: shared) }
                return next.entry
            case .lost:
                memory.changeContention(of: environment) { $0.noteLostRace() }
                refusals = 0
            case .unchanged(let reason):
                refusals += 1
                guard refusals < Self.refusals else {
                    throw RemoteLogError.refused(
                        remote: shared.remote.shownName, reference: shared.remote.reference(of: environment),
                        reason: reason)
                }
                await pause(.milliseconds(Int.random(in: 5...(100 << refusals))))
            }
        }
        throw LogError.lostRace(attempts: patience.races)
    }

    /// Leaves time to the other writers of the log.
    private func waitForTurn() async {
        var random = SystemRandomNumberGenerator()
        let time = memory.contention(of: environment).pause(&random)
        if time > .zero { await pause(time) }
    }

    /// The log here is now as the remote's, or only behind what this machine cannot bring together.
    private func followed(
        _ chain: LogChain?, _ shared: SharedLog, _ key: SigningKey, _ patience: Patience
    ) async throws {
        switch try advance(to: chain, shared) {
        case .level: break
        case .ahead(let own): try await send(own, since: chain?.tip, to: shared, patience)
        case .apart(let own, let tip, _):
            throw RemoteLogError.apart(
                remote: shared.remote.shownName, reference: shared.remote.reference(of: environment),
                entries: try openRepository().commitsBetween(base: tip, tip: own).count)
        }
    }

    private struct Written: Sendable {
        let chain: LogChain
        let entry: LogEntry
    }

    private func write(_ new: SharedEntry) throws -> Written {
        let repository = try openRepository()
        let chain = try verifiedChain(in: repository)
        let dated = try admitted(new.decision, behind: chain, new.key, clock: new.clock, new.precondition)
        return Written(
            chain: chain,
            entry: try written(dated, new.evidence, after: chain, key: new.key, in: repository))
    }

    /// One whose push had arrived although nobody heard so; nil where none has.
    private func arrived(_ sent: [LogEntry], upTo tip: ObjectID?) throws -> LogEntry? {  // nil: none has
        guard let tip else { return nil }
        let repository = try openRepository()
        return try sent.first { try repository.isAncestor($0.commit, of: tip) }
    }

    /// The log here follows the one at the remote; returns it.
    private func settle(_ written: Written, _ new: SharedEntry, _ shared: SharedLog) throws -> LogChain {
        let chain = written.chain.appending(written.entry)
        try noteSeen(chain, shared)
        if new.isLocked {
            try follow(written, chain, new, sealedBy: new.key)
        } else {
            let lock = try lockWithoutWaiting()
            try follow(written, chain, new, sealedBy: lock.isHeld ? new.key : nil)
            _ = consume lock
        }
        return chain
    }

    private func follow(
        _ written: Written, _ chain: LogChain, _ new: SharedEntry, sealedBy key: SigningKey?
    ) throws {
        let entry = written.entry
        do {
            try openRepository().compareAndSwap(
                reference: refName, from: written.chain.tip, to: entry.commit, message: entry.movesMessage)
        } catch {
            // It is at the remote: another run of this clone has brought it here already, or the next one will.
            return
        }
        try remember(chain, entry, new.stored, sealedBy: key)
    }
}
