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
    /// How often an entry may lose the race to others.
    let races: Int
    /// Whether it leaves time to other writers.
    let yields: Bool

    /// Writers that share a log lose races more often than those on one machine: each is a word with the remote.
    package static let usual = Patience(limit: .seconds(120), attempts: 3, races: 100, yields: true)
    /// Of a rollback, and of what comes after one.
    package static let short = Patience(limit: .seconds(10), attempts: 1, races: 3, yields: false)
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
        let chain = try await newest(shared, patience)
        let lock = try lockWithoutWaiting(orLonger: patience == .usual)
        // Whoever has no lock leaves alone what only one may do.
        let own = lock.isHeld ? key : nil
        if lock.isHeld { try removeStaleLocks(shared) }
        switch try advance(to: chain, shared) {
        case .level: break
        case .ahead(let own): try await send(own, since: chain?.tip, to: shared, patience)
        case .apart(let lost, let tip, let current):
            try setAside(lost, from: tip, instead: current, chain, shared, own)
        }
        let losses = if let own { try await appendPending(own, to: shared, patience) } else { [String]() }
        _ = consume lock
        return losses
    }

    /// Brings here what the remote has, and sends nothing: for a remote that is not known to be the right one yet.
    package func look() async throws {
        guard let shared else { return }
        _ = try advance(to: try await newest(shared, .usual), shared)
    }

    /// Those that a killed writer of this clone has left, once its lock is ours.
    func removeStaleLocks(_ shared: SharedLog) throws {
        let repository = try openRepository()
        let remote = shared.remote
        for name in [
            refName, evidenceRefName, remote.seenReference(of: environment),
            remote.seenCheckpointReference(of: environment),
        ] {
            _ = try repository.removeStaleLock(of: name, olderThan: Self.staleLockSeconds)
        }
    }

    /// The log at the remote, verified, once it reaches what the remote has published of it: whoever appends publishes afterwards.
    /// Nil where there is none.
    ///
    /// - Throws: ``BrokenEntry``, ``RemoteLogError``.
    func newest(_ shared: SharedLog, _ patience: Patience) async throws -> LogChain? {
        var published: Checkpoint?
        for attempt in 0..<3 {
            let fetched = try await fetched(shared, patience)
            let found = if let tip = fetched.tip { try chain(at: tip, of: shared) } else { LogChain?.none }
            published = try newestPublished(fetched.checkpoint, shared)
            guard let published, try !reaches(found, published, of: shared) else {
                if let found { try noteSeen(found, shared) }
                return found
            }
            // It may have grown between the two.
            await pause(.milliseconds(200 << attempt))
        }
        throw BrokenEntry(
            index: nil, commit: nil,
            problem: .behindCheckpoint(size: published?.size ?? 0, from: .remote(shared.remote.shownName)),
            reference: shared.remote.reference(of: environment))
    }

    private struct Fetched {
        /// Of the log; nil: the remote has none.
        let tip: ObjectID?
        /// The commit of what was published last; nil: nothing.
        let checkpoint: ObjectID?
    }

    /// Where the remote is, with all that stands before it brought here; no reference leads to it yet.
    private func fetched(_ shared: SharedLog, _ patience: Patience) async throws -> Fetched {
        let (git, remote) = (shared.git, shared.remote)
        let wanted = [remote.reference(of: environment), remote.checkpointReference(of: environment)]
        for attempt in 1...patience.attempts {
            let said: String
            switch await git.tips(at: remote.address, wanted, within: patience.limit) {
            case .failure(let silence): said = silence.reason
            case .success(let tips):
                let repository = try openRepository()
                if tips[wanted[0]] == nil,
                    let was = try repository.directReference(remote.seenReference(of: environment))
                {
                    throw RemoteLogError.vanished(remote: remote.shownName, reference: wanted[0], was: was)
                }
                // A clone that leaves files at the remote has commits of the log without their entries.
                let seen = try repository.directReference(remote.seenReference(of: environment))
                let isHollow = repository.isPartialClone && tips[wanted[0]] != seen
                let missing = try wanted.filter { name in
                    try tips[name].map { try isHollow || !repository.has($0) } ?? false
                }
                let outcome =
                    missing.isEmpty
                    ? .succeeded("")
                    : await git.fetch(missing, from: remote.address, again: isHollow, within: patience.limit)
                switch outcome {
                case .succeeded:
                    let here = try openRepository()
                    if try tips.values.allSatisfy({ try here.has($0) }) {
                        return Fetched(tip: tips[wanted[0]], checkpoint: tips[wanted[1]])
                    }
                    said = "it moves faster than it can be fetched"
                case .failed(let reason): said = reason
                }
            }
            guard attempt < patience.attempts else {
                throw RemoteLogError.unreachable(remote: remote.shownName, reason: said)
            }
            await pause(.seconds(attempt))
        }
        preconditionFailure("somebody with no patience at all")
    }

    /// What was fetched, verified, and compared with what a log has to reach. It has to go on from what the remote had.
    private func chain(at tip: ObjectID, of shared: SharedLog) throws -> LogChain {
        let repository = try openRepository()
        let remote = shared.remote
        let reference = remote.reference(of: environment)
        if let was = try repository.directReference(remote.seenReference(of: environment)),
            try !repository.has(was) || !repository.isAncestor(was, of: tip)
        {
            throw RemoteLogError.rewound(remote: remote.shownName, reference: reference, was: was, now: tip)
        }
        let known = try memory[environment]?.chain ?? cachedChain(seen: SeenLog(path: seenPath))
        var chain = LogChain(reference: reference, at: tip, reader: reader, after: known, in: repository)
        if chain.brokenEntry == nil, chain.heads == nil {
            chain = LogChain(reference: reference, at: tip, reader: reader, after: nil, in: repository)
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

    /// From now on the remote may only go on from there.
    func noteSeen(_ chain: LogChain, _ shared: SharedLog) throws {
        guard let tip = chain.tip else { return }
        let repository = try openRepository()
        let seen = shared.remote.seenReference(of: environment)
        let before = try repository.directReference(seen)
        if before == tip { return }
        do throws(GitError) {
            try repository.compareAndSwap(reference: seen, from: before, to: tip, message: "verified")
        } catch {
            // Another run of this clone looks there too, and has noted as much or more.
            guard error.isOfAnotherRun else { throw error }
        }
    }

    /// How the log here stands to the one at the remote.
    enum Standing {
        case level
        /// There are entries here that are not there.
        case ahead(own: ObjectID)
        /// Both have entries that the other has not. `current` is where the reference is.
        case apart(own: ObjectID, tip: ObjectID, current: ObjectID?)
    }

    /// Moves the log here on to what the remote has.
    ///
    /// - Parameter chain: Nil: it has none.
    func advance(to chain: LogChain?, _ shared: SharedLog) throws -> Standing {
        let repository = try openRepository()
        for attempt in 0..<moveAttempts {
            let own = try repository.directReference(refName)
            guard let chain, let tip = chain.tip else { return own.map { .ahead(own: $0) } ?? .level }
            if let lost = try lostTip(tip, in: repository) {
                return .apart(own: lost, tip: tip, current: own)
            }
            guard tip != own else { return .level }
            if let own, try repository.isAncestor(tip, of: own) { return .ahead(own: own) }
            if let own, try !repository.isAncestor(own, of: tip) {
                return .apart(own: own, tip: tip, current: own)
            }
            // Behind what this machine remembers nothing is moved on: the log here says what is missing.
            guard try holds(chain) else { return .level }
            let message = "from \(shared.remote.shownName)"
            if try repository.moves(refName, from: own, to: tip, message: message, attempt: attempt) {
                try remember(chain)
                return .level
            }
        }
        throw LogError.lostRace(attempts: moveAttempts)
    }

    /// Whether a log has all that this machine remembers of it.
    private func holds(_ chain: LogChain) throws -> Bool {
        guard let mark = try SeenLog(path: seenPath) else { return true }
        let heads = try heads(of: chain)
        return heads.count >= mark.size && heads[mark.size - 1].root == mark.root
    }

    /// A log that came from the remote, and has what this machine remembers, is now the one here.
    func remember(_ chain: LogChain) throws {
        guard let last = chain.last else { return }
        let mark = SeenLog(upTo: last)
        try makeDirectory(stateDirectory)
        try mark.remember(path: seenPath)
        memory[environment] = LogMemory.Recollection(
            chain: chain, evidence: evidenceStore.readableTip(in: try openRepository()), mark: mark,
            stored: memory[environment]?.stored ?? [])
    }

    /// The last of entries that this machine remembers, that are still here, and that are apart from the remote's: somebody may
    /// have moved the log to the remote's by hand. Nil: there are none.
    private func lostTip(
        _ tip: ObjectID, in repository: borrowing Repository
    ) throws -> ObjectID? {  // nil: see above
        guard let mark = try SeenLog(path: seenPath), mark.tip != tip else { return nil }
        guard try repository.has(mark.tip), try !repository.isAncestor(mark.tip, of: tip) else { return nil }
        return try repository.isAncestor(tip, of: mark.tip) ? nil : mark.tip
    }

    func pause(_ time: Duration) async {
        // Whoever is interrupted waits all the same: what is recorded is worth it.
        await Task.detached {
            do {
                try await Task.sleep(for: time)
            } catch {
                // Nobody cancels it.
            }
        }.value
    }
}

extension GitError {
    /// Whether another run was faster or holds the reference's lock.
    fileprivate var isOfAnotherRun: Bool {
        switch self {
        case .lostRace, .lockedReference: true
        case .notARepository, .notOwned, .sha256Repository, .cannotOpen, .unresolved, .shallowBoundary,
            .missingObject, .objectTooLarge, .noDirectory, .directoryNotEmpty, .noWorkTree, .submodules,
            .fileSystem, .failed:
            false
        }
    }
}
