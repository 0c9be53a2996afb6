import GateModel
import Git

extension DecisionLog {
    static let checkpointFile = "checkpoint"

    /// How far the log goes now; nil where it has no entries.
    package func checkpoint() throws -> Checkpoint? {  // nil: no entries
        let chain = try verifiedChain(in: openRepository())
        return chain.origin.map { Checkpoint(origin: $0, size: chain.size, root: chain.tree.root) }
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

    /// What the remote has published, as it was fetched last; nil: nothing, or nothing that is believed, which is said.
    func published(_ shared: SharedLog) throws -> Checkpoint? {  // nil: see above
        let repository = try openRepository()
        let seen = shared.remote.seenCheckpointReference(of: environment)
        guard let commit = try repository.directReference(seen) else { return nil }
        do {
            guard let blob = try repository.entry(atPath: Self.checkpointFile, inTreeOf: commit) else {
                throw CheckpointProblem.malformed
            }
            let bytes = try repository.blob(blob.id, limit: 64 << 10)
            return try Checkpoint(parsing: bytes, trustedBy: trust.keys(for: environment))
        } catch {
            let reason = (error as? CheckpointProblem)?.reason ?? "\(error)"
            memory.warn(
                "note: the checkpoint of \(environment) at '\(shared.remote.name)' is passed over: \(reason)")
            return nil
        }
    }

    /// Publishes how far the log goes, once its last entry is at the remote. It never goes back, and where it cannot be
    /// published the next entry's will be.
    func publishCheckpoint(_ key: SigningKey, to shared: SharedLog, _ patience: Patience) async {
        let reference = shared.remote.checkpointReference(of: environment)
        let seen = shared.remote.seenCheckpointReference(of: environment)
        var reason = ""
        do {
            for _ in 0..<3 {
                guard let own = try checkpoint() else { return }
                if let there = try published(shared), there.size >= own.size { return }
                let commit = try checkpointCommit(own, key, behind: seen)
                let outcome = await shared.git.push(
                    ["\(commit.hex):\(reference)"], to: shared.remote.name, atomically: false,
                    within: patience.limit)
                guard case .failed(let said) = outcome else {
                    let repository = try openRepository()
                    try repository.compareAndSwap(
                        reference: seen, from: repository.directReference(seen), to: commit,
                        message: "published")
                    return
                }
                reason = said
                _ = await shared.git.fetch(
                    ["+\(reference):\(seen)"], from: shared.remote.name, within: patience.limit)
            }
        } catch {
            reason = "\(error)"
        }
        memory.warn("note: the checkpoint of \(environment) could not be published: \(reason)")
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
            time: verifiedChain(in: repository).last?.time ?? 0)
    }
}
