import GateModel
import Git
import Glibc

extension DecisionLog {
    static let checkpointFile = "checkpoint"

    /// How far the log goes that others have too: up to what the remote has, where it is shared. Nil where it has no entries.
    package func checkpoint() throws -> Checkpoint? {  // nil: no entries
        let repository = try openRepository()
        let chain = try verifiedChain(in: repository)
        guard let origin = chain.origin else { return nil }
        let shared = try Set(
            repository.referenceNames(under: LogRemote.seenReferences).filter {
                $0.hasSuffix("/\(environment)")
            }
            .compactMap { try repository.directReference($0) })
        let heads = try heads(of: chain)
        guard let last = shared.isEmpty ? heads.last : heads.last(where: { shared.contains($0.commit) })
        else {
            return nil
        }
        return Checkpoint(origin: origin, size: last.index + 1, root: last.root)
    }

    /// - Throws: ``LogError/refused(_:)`` for a key whose checkpoint nobody would believe.
    package func checkTrusted(_ key: SigningKey) throws(LogError) {
        do throws(TrustRefusal) {
            let signer = try trust.signer(with: key.publicKey, at: Int64(time(nil)))
            try trust.check(signer, signs: [], in: environment)
        } catch {
            throw .refused(error)
        }
    }

    /// What a log lacks of a checkpoint that it has to reach; nil: it does, or the checkpoint is of another environment's.
    func problem(of chain: LogChain, with least: Checkpoint, from source: EntryProblem.CheckpointSource)
        throws
        -> EntryProblem?
    {  // nil: see above
        guard least.environment == environment, least.size > 0 else { return nil }
        guard chain.size >= least.size else {
            return .behindCheckpoint(size: least.size, from: source)
        }
        let heads = try heads(of: chain)
        guard heads.count >= least.size, heads[least.size - 1].root == least.root,
            chain.origin == least.origin
        else {
            return .otherThanCheckpoint(size: least.size, from: source)
        }
        return nil
    }

    /// What the remote has published at most, as far as this clone has seen it; nil: nothing, or nothing that is believed.
    private func published(_ shared: SharedLog) throws -> Checkpoint? {  // nil: see above
        let seen = shared.remote.seenCheckpointReference(of: environment)
        guard let commit = try openRepository().directReference(seen) else { return nil }
        return try checkpoint(in: commit, shared)
    }

    /// The larger one of that and what was fetched now, which is seen from then on.
    func newestPublished(_ fetched: ObjectID?, _ shared: SharedLog) throws -> Checkpoint? {  // nil: see above
        let known = try published(shared)
        guard let fetched, let now = try checkpoint(in: fetched, shared), now.size > known?.size ?? 0 else {
            return known
        }
        notePublished(fetched, shared)
        return now
    }

    private func notePublished(_ commit: ObjectID, _ shared: SharedLog) {
        do throws(GitError) {
            let repository = try Repository(discoverFrom: directory)
            let seen = shared.remote.seenCheckpointReference(of: environment)
            try repository.compareAndSwap(
                reference: seen, from: repository.directReference(seen), to: commit, message: "published")
        } catch {
            memory.warn(
                "note: the checkpoint at '\(shared.remote.shownName)' will not be remembered: \(error)")
        }
    }

    /// Nil, which is said, where it is not to be believed.
    private func checkpoint(in commit: ObjectID, _ shared: SharedLog) throws -> Checkpoint? {
        let repository = try openRepository()
        do {
            guard let blob = try repository.entry(atPath: Self.checkpointFile, inTreeOf: commit) else {
                throw CheckpointProblem.malformed
            }
            let bytes = try repository.blob(blob.id, limit: 64 << 10)
            let found = try Checkpoint(
                parsing: bytes, trustedBy: trust.keys(for: environment, at: Int64(time(nil))))
            guard found.environment == environment else { throw CheckpointProblem.foreign(found.origin) }
            return found
        } catch {
            let reason = (error as? CheckpointProblem)?.reason ?? "\(error)"
            memory.warn(
                "note: the checkpoint of \(environment) at '\(shared.remote.shownName)' is passed over: \(printable(reason))"
            )
            return nil
        }
    }

    /// - Throws: ``BrokenEntry`` where a log and what was published of it contradict each other.
    func reaches(_ chain: LogChain?, _ published: Checkpoint, of shared: SharedLog) throws -> Bool {
        guard let chain else { return published.size == 0 }
        let source = EntryProblem.CheckpointSource.remote(shared.remote.shownName)
        guard let problem = try problem(of: chain, with: published, from: source) else { return true }
        if case .behindCheckpoint = problem { return false }
        throw BrokenEntry(
            index: published.size - 1, commit: nil, problem: problem,
            reference: shared.remote.reference(of: environment))
    }

    /// Publishes how far the log goes, once its last entry is at the remote. It never goes back, and where it cannot be
    /// published the next entry's will be.
    func publishCheckpoint(of chain: LogChain, _ key: SigningKey, to shared: SharedLog) async {
        do {
            guard let origin = chain.origin else { return }
            let own = Checkpoint(origin: origin, size: chain.size, root: chain.tree.root)
            if let there = try published(shared), there.size >= own.size { return }
            let commit = try checkpointCommit(
                own, key, behind: shared.remote.seenCheckpointReference(of: environment))
            let outcome = await shared.git.push(
                ["\(commit.hex):\(shared.remote.checkpointReference(of: environment))"],
                to: shared.remote.address, atomically: false, within: Patience.short.limit)
            // Whoever was faster has published more.
            if case .succeeded = outcome { notePublished(commit, shared) }
        } catch {
            memory.warn("note: the checkpoint of \(environment) could not be published: \(error)")
        }
    }

    private func checkpointCommit(
        _ checkpoint: Checkpoint, _ key: SigningKey, behind seen: String
    ) throws -> ObjectID {
        let repository = try openRepository()
        let blob = try repository.writeBlob(Array(try checkpoint.signed(by: key).description.utf8))
        let tree = try repository.writeTree([(Self.checkpointFile, .blob, blob)])
        return try repository.writeCommit(
            tree: tree, parents: repository.directReference(seen).map { [$0] } ?? [],
            message: "checkpoint \(checkpoint.size)\n\n[skip ci]\n", author: EntryCommit.author,
            time: Int64(time(nil)))
    }
}
