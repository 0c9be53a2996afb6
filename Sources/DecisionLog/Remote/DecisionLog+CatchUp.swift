import GateModel
import Git
import Glibc
import Processes

/// How long a remote may keep somebody waiting.
package struct Patience: Hashable, Sendable {
    /// For each word with it.
    package let limit: Duration
    /// How often it is asked, with a pause that grows.
    let attempts: Int

    package static let usual = Patience(limit: .seconds(300), attempts: 3)
    /// Of a rollback, and of what comes after one.
    package static let short = Patience(limit: .seconds(10), attempts: 1)
}

extension DecisionLog {
    /// Brings the log here and the one at its remote together: what has come there is verified and brought here; entries that are
    /// only here are sent there, and what waits is appended. Nothing happens to a log that is not shared.
    ///
    /// - Parameter key: Nil for a command that signs nothing: what would have to be signed again stays as it is.
    /// - Returns: What of this machine was not appended, since it no longer holds; a sentence each.
    /// - Throws: ``RemoteLogError``; ``BrokenEntry`` for what came and does not hold, which stays out of the log.
    @discardableResult package func catchUp(
        key: SigningKey?, _ patience: Patience = .usual
    ) async throws -> [String] {
        guard let shared else { return [] }
        let lock = patience == .short ? try lockWithoutWaiting() : try lock()
        if lock.isHeld { try removeStaleLocks(shared) }
        try await level(with: shared, key, patience)
        let losses = if let key { try await appendPending(key, to: shared, patience) } else { [String]() }
        _ = consume lock
        return losses
    }

    /// Those that a killed writer of this clone has left, once its lock is ours.
    func removeStaleLocks(_ shared: SharedLog) throws {
        let repository = try openRepository()
        for name in [refName, evidenceRefName, shared.remote.seenReference(of: environment)] {
            _ = try repository.removeStaleLock(of: name, olderThan: Self.staleLockSeconds)
        }
    }

    /// The same without what waits.
    ///
    /// - Returns: Where both are now.
    @discardableResult
    func level(with shared: SharedLog, _ key: SigningKey?, _ patience: Patience) async throws -> ObjectID? {
        let chain = try await newest(shared, patience)
        let tip = chain?.tip
        switch try advance(to: chain, shared) {
        case .level: return tip
        case .ahead(let own):
            try await send(own, since: tip, to: shared, patience)
            return own
        case .apart(let own, let tip):
            guard let key else {
                let repository = try openRepository()
                throw RemoteLogError.apart(
                    remote: shared.remote.name, reference: shared.remote.reference(of: environment),
                    entries: try repository.commitsBetween(base: tip, tip: own).count)
            }
            try setAside(own, from: tip, shared, key)
            return tip
        }
    }

    /// The log at the remote, verified, once it reaches what the remote has published of it: whoever appends publishes afterwards.
    /// Nil where there is none.
    ///
    /// - Throws: ``BrokenEntry``, ``RemoteLogError``.
    private func newest(_ shared: SharedLog, _ patience: Patience) async throws -> LogChain? {
        var published: Checkpoint?
        for attempt in 0..<3 {
            let tip = try await fetchTip(shared, patience)
            published = try self.published(shared)
            let found = if tip == nil { LogChain?.none } else { try chain(seenAt: shared) }
            guard let published, try !reaches(found, published, of: shared) else { return found }
            // It may have grown between the two.
            try await Task.sleep(for: .milliseconds(200 << attempt))
        }
        throw BrokenEntry(
            index: nil, commit: nil,
            problem: .behindCheckpoint(size: published?.size ?? 0, from: .remote(shared.remote.name)),
            reference: shared.remote.reference(of: environment))
    }

    /// What was fetched, verified, and compared with what a log has to reach; what this machine remembers of the log here is not
    /// asked.
    func chain(seenAt shared: SharedLog) throws -> LogChain {
        let repository = try openRepository()
        let reference = shared.remote.seenReference(of: environment)
        let known = try memory[environment]?.chain ?? cachedChain(seen: SeenLog(path: seenPath))
        var chain = LogChain(reference: reference, reader: reader, seen: [], after: known, in: repository)
        if chain.brokenEntry == nil, chain.heads == nil {
            chain = LogChain(reference: reference, reader: reader, seen: [], in: repository)
        }
        memory.noteVerified(chain.verifiedHere)
        if chain.brokenEntry == nil, let least = memory.least,
            let problem = try problem(of: chain, with: least, from: .setting)
        {
            chain.refuse(problem)
        }
        if let broken = chain.brokenEntry { throw broken }
        return chain
    }

    /// - Throws: ``BrokenEntry`` where a log and what was published of it contradict each other.
    private func reaches(_ chain: LogChain?, _ published: Checkpoint, of shared: SharedLog) throws -> Bool {
        guard published.environment == environment else { return true }
        guard let chain else { return published.size == 0 }
        guard let problem = try problem(of: chain, with: published, from: .remote(shared.remote.name)) else {
            return true
        }
        if case .behindCheckpoint = problem { return false }
        throw BrokenEntry(
            index: published.size - 1, commit: nil, problem: problem,
            reference: shared.remote.reference(of: environment))
    }

    /// The last commit of the log at the remote, with all that stands before it, brought here and not looked at yet; nil where it
    /// has no log.
    private func fetchTip(_ shared: SharedLog, _ patience: Patience) async throws -> ObjectID? {
        let reference = shared.remote.reference(of: environment)
        let seen = shared.remote.seenReference(of: environment)
        for attempt in 1...patience.attempts {
            let before = try openRepository().directReference(seen)
            let fetched = await shared.git.fetch(
                ["\(reference):\(seen)", shared.remote.checkpointSpecification], from: shared.remote.name,
                within: patience.limit)
            guard case .failed(let said) = fetched else {
                return try openRepository().directReference(seen)
            }
            switch await shared.git.tips(at: shared.remote.name, [reference], within: patience.limit) {
            case .failure(let silence):
                guard attempt == patience.attempts else { break }
                throw RemoteLogError.unreachable(remote: shared.remote.name, reason: silence.reason)
            case .success(let tips):
                if let refusal = refusal(tips[reference], before: before, shared.remote) { throw refusal }
                if tips[reference] == nil { return nil }
                guard attempt == patience.attempts else { break }
                throw RemoteLogError.unreachable(remote: shared.remote.name, reason: said)
            }
            try await Task.sleep(for: .seconds(attempt))
        }
        return nil
    }

    /// Why what a remote has now cannot follow on what it had; nil where it can, or nothing was seen there before.
    private func refusal(
        _ now: ObjectID?, before: ObjectID?, _ remote: LogRemote
    ) -> RemoteLogError? {  // nil: see above
        guard let before else { return nil }
        let reference = remote.reference(of: environment)
        guard let now else { return .vanished(remote: remote.name, reference: reference, was: before) }
        return now == before
            ? nil : .rewound(remote: remote.name, reference: reference, was: before, now: now)
    }

    /// How the log here stands to the one at the remote.
    private enum Standing {
        case level
        /// There are entries here that are not there.
        case ahead(own: ObjectID)
        /// Both have entries that the other has not.
        case apart(own: ObjectID, tip: ObjectID)
    }

    /// Moves the log here on to what the remote has.
    ///
    /// - Parameter chain: Nil: it has none.
    private func advance(to chain: LogChain?, _ shared: SharedLog) throws -> Standing {
        let repository = try openRepository()
        let tip = chain?.tip
        for attempt in 0..<moveAttempts {
            let own = try repository.directReference(refName)
            guard let chain, let tip else { return own.map { .ahead(own: $0) } ?? .level }
            if let lost = try lostTip(own, tip, in: repository) { return .apart(own: lost, tip: tip) }
            guard tip != own else { return .level }
            if let own, try repository.isAncestor(tip, of: own) { return .ahead(own: own) }
            if let own, try !repository.isAncestor(own, of: tip) { return .apart(own: own, tip: tip) }
            let message = "from \(shared.remote.name)"
            if try repository.moves(refName, from: own, to: tip, message: message, attempt: attempt) {
                try remember(chain)
                return .level
            }
        }
        throw LogError.lostRace(attempts: moveAttempts)
    }

    /// A log that came from the remote is now the one here.
    func remember(_ chain: LogChain) throws {
        guard let last = chain.last else { return }
        let mark = SeenLog(upTo: last)
        try mark.remember(path: seenPath)
        memory[environment] = LogMemory.Recollection(
            chain: chain, evidence: evidenceStore.readableTip(in: try openRepository()), mark: mark,
            stored: memory[environment]?.stored ?? [])
    }

    /// The last of entries that this machine remembers, that are still here, and that neither the log here nor the one at the
    /// remote goes on from: somebody has moved the log to the remote's by hand. Nil: there are none.
    private func lostTip(
        _ own: ObjectID?, _ tip: ObjectID, in repository: borrowing Repository
    ) throws -> ObjectID? {  // nil: see above
        guard own == tip, let mark = try SeenLog(path: seenPath), mark.tip != tip else { return nil }
        guard try repository.has(mark.tip), try !repository.isAncestor(mark.tip, of: tip) else { return nil }
        return try repository.isAncestor(tip, of: mark.tip) ? nil : mark.tip
    }
}
