import GateModel
import Git
import Glibc
import Processes

/// How long a remote may keep somebody waiting.
struct Patience: Sendable {
    /// For each word with it.
    let limit: Duration
    /// How often it is asked, with a pause that grows.
    let attempts: Int
    /// Whether it leaves time to other writers.
    let yields: Bool

    static let usual = Patience(limit: .seconds(120), attempts: 3, yields: true)
    /// Of a rollback.
    static let short = Patience(limit: .seconds(10), attempts: 1, yields: false)
}

extension DecisionLog {
    /// Brings the log here and the one at its remote together: what has come there is verified and brought here; entries that are
    /// only here are sent there, and what waits is appended. Nothing happens to a log that is not shared.
    ///
    /// - Parameter key: Nil for a command that signs nothing: what would have to be signed again stays as it is.
    /// - Returns: What of this machine was not appended, since it no longer holds; a sentence each.
    /// - Throws: ``RemoteLogError``; ``BrokenEntry`` for what came and does not hold, which stays out of the log.
    @discardableResult package func catchUp(key: SigningKey?) async throws -> [String] {
        guard let shared else { return [] }
        let lock = try lock()
        try await level(with: shared, key, .usual)
        let losses = if let key { try await appendPending(key, to: shared) } else { [String]() }
        _ = consume lock
        return losses
    }

    /// The same without what waits.
    ///
    /// - Returns: Where both are now.
    @discardableResult
    func level(with shared: SharedLog, _ key: SigningKey?, _ patience: Patience) async throws -> ObjectID? {
        let tip = try await fetchTip(shared, patience)
        switch try advance(to: tip, shared) {
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

    /// The last commit of the log at the remote, with all that stands before it, brought here and not looked at yet; nil where it
    /// has no log.
    private func fetchTip(_ shared: SharedLog, _ patience: Patience) async throws -> ObjectID? {
        let reference = shared.remote.reference(of: environment)
        let seen = shared.remote.seenReference(of: environment)
        for attempt in 1...patience.attempts {
            let before = try openRepository().directReference(seen)
            let fetched = await shared.git.fetch(
                ["\(reference):\(seen)"], from: shared.remote.name, within: patience.limit)
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

    /// Moves the log here on to what the remote has, once that is verified.
    private func advance(to tip: ObjectID?, _ shared: SharedLog) throws -> Standing {
        let repository = try openRepository()
        for attempt in 0..<moveAttempts {
            let own = try repository.directReference(refName)
            guard let tip else { return own.map { .ahead(own: $0) } ?? .level }
            if let lost = try lostTip(own, tip, in: repository) { return .apart(own: lost, tip: tip) }
            guard tip != own else { return .level }
            if let own, try repository.isAncestor(tip, of: own) { return .ahead(own: own) }
            if let own, try !repository.isAncestor(own, of: tip) { return .apart(own: own, tip: tip) }
            let chain = try chain(in: repository, reading: shared.remote.seenReference(of: environment))
            if let broken = chain.brokenEntry { throw broken }
            let message = "from \(shared.remote.name)"
            if try repository.moves(refName, from: own, to: tip, message: message, attempt: attempt) {
                if let last = chain.last { try SeenLog(upTo: last).remember(path: seenPath) }
                return .level
            }
        }
        throw LogError.lostRace(attempts: moveAttempts)
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
