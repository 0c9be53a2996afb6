package import GateModel
import Git
import Processes

/// What became of a decision that was to be recorded.
package enum RecordedDecision: Sendable {
    case entry(LogEntry)
    /// The remote is down, and what has happened waits in a file on this machine.
    case waiting(path: String, why: RemoteLogError)
}

extension DecisionLog {
    /// Writers that share a log lose races more often than those on one machine: each is a word with the remote.
    private static let remoteAttempts = 100
    /// So many times in a row a remote may stay where it was and take nothing: somebody may hold its lock for a moment.
    private static let refusals = 4

    /// Appends an entry here and, where the log is shared, at the remote: there first, so that its refusal is the lost race.
    ///
    /// Where the remote is down, what has happened already (see ``Decision/Kind``) waits, signed, to be appended later; anything
    /// else is refused.
    ///
    /// - Parameter isUrgent: A rollback waits for it.
    /// - Throws: as ``append(_:evidence:key:isUrgent:checking:)`` does, and ``RemoteLogError``; each with nothing appended.
    package func record(
        _ decision: Decision, evidence: Evidence?, key: SigningKey, isUrgent: Bool = false,
        checking precondition: @Sendable (VerifiedLog) throws -> Void
    ) async throws -> RecordedDecision {
        guard let shared else {
            return .entry(
                try append(decision, evidence: evidence, key: key, isUrgent: isUrgent, checking: precondition)
            )
        }
        let lock = try lock(for: decision.kind, isUrgent: isUrgent)
        let isLocked = lock.isHeld
        let happened = isUrgent || Self.happened.contains(decision.kind)
        let patience = isUrgent || Self.ofRollbacks.contains(decision.kind) ? Patience.short : .usual
        // Before there is evidence of it: evidence without a log would be a log that is lost.
        _ = try verifiedChain(in: openRepository())
        let stored = try evidence.map {
            try evidenceStore.append($0.encoded(), of: decision, in: openRepository())
        }
        do {
            if happened, memory.goesWithoutRemote {
                throw RemoteLogError.unreachable(
                    remote: shared.remote.name, reason: "it did not answer before")
            }
            let entry = try await appendShared(
                decision, stored, key, sealing: isLocked, to: shared, patience, precondition)
            _ = consume lock
            return .entry(entry)
        } catch let outage as RemoteLogError where outage.isOutage && happened {
            memory.noteGoingWithoutRemote()
            let path = try keepPending(decision, stored.map { [$0.digest] } ?? [], key)
            _ = consume lock
            return .waiting(path: path, why: outage)
        }
    }

    /// Kinds that say what has happened, whether or not anybody hears it.
    private static let happened: Set<Decision.Kind> = [.deployed, .rollbackStarted, .rolledBack]

    /// - Parameter sealing: Whether no other writer may write what this machine remembers at the same time.
    func appendShared(
        _ decision: Decision, _ stored: StoredEvidence?, _ key: SigningKey, sealing: Bool,
        to shared: SharedLog,
        _ patience: Patience, _ precondition: @Sendable (VerifiedLog) throws -> Void
    ) async throws -> LogEntry {
        let evidence = stored.map { [$0.digest] } ?? []
        var refusals = 0
        var sent: LogEntry?  // nil: nothing yet
        for _ in 0..<Self.remoteAttempts {
            if patience.yields { await memory.waitForTurn(at: environment) }
            let tip = try await level(with: shared, key, patience)
            if let entry = try arrived(sent, upTo: tip) { return entry }
            let next = try write(decision, evidence, key, precondition)
            sent = next.entry
            switch try await push(
                next.entry.commit, after: next.chain.tip, with: evidence, to: shared, patience)
            {
            case .accepted:
                memory.changeContention(of: environment) { $0.noteWonRace() }
                try settle(next, stored, sealedBy: sealing ? key : nil, shared)
                return next.entry
            case .lost:
                memory.changeContention(of: environment) { $0.noteLostRace() }
                refusals = 0
            case .unchanged(let reason):
                refusals += 1
                guard refusals < Self.refusals else {
                    throw RemoteLogError.refused(
                        remote: shared.remote.name, reference: shared.remote.reference(of: environment),
                        reason: reason)
                }
                await pause(.milliseconds(Int.random(in: 5...(100 << refusals))))
            }
        }
        throw LogError.lostRace(attempts: Self.remoteAttempts)
    }

    private struct Written: Sendable {
        let chain: LogChain
        let entry: LogEntry
    }

    private func write(
        _ decision: Decision, _ evidence: [EvidenceDigest], _ key: SigningKey,
        _ precondition: (VerifiedLog) throws -> Void
    ) throws -> Written {
        let repository = try openRepository()
        let chain = try verifiedChain(in: repository)
        let dated = try admitted(decision, behind: chain, key, precondition)
        return Written(
            chain: chain, entry: try written(dated, evidence, after: chain, key: key, in: repository))
    }

    /// An entry whose push had arrived although nobody heard so; nil where it has not.
    private func arrived(_ entry: LogEntry?, upTo tip: ObjectID?) throws -> LogEntry? {  // nil: it has not
        guard let entry, let tip else { return nil }
        return try openRepository().isAncestor(entry.commit, of: tip) ? entry : nil
    }

    /// The log here follows the one at the remote.
    private func settle(
        _ written: Written, _ stored: StoredEvidence?, sealedBy key: SigningKey?, _ shared: SharedLog
    ) throws {
        let entry = written.entry
        noteSeen(entry.commit, shared)
        let repository = try openRepository()
        do throws(GitError) {
            try repository.compareAndSwap(
                reference: refName, from: written.chain.tip, to: entry.commit, message: entry.movesMessage)
        } catch {
            // Another run of this clone has brought it here already, or the next one will.
            return
        }
        try remember(written.chain.appending(entry), entry, stored, sealedBy: key)
    }
}

extension LogMemory {
    /// Leaves time to the other writers of a shared log.
    fileprivate func waitForTurn(at environment: String) async {
        var random = SystemRandomNumberGenerator()
        await pause(contention(of: environment).pause(&random))
    }
}

private func pause(_ time: Duration) async {
    guard time > .zero else { return }
    do {
        try await Task.sleep(for: time)
    } catch {
        // Whoever is interrupted tries at once.
    }
}
