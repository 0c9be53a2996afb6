import GateModel
import Git

extension DecisionLog {
    /// What became of a push, seen at the remote and not in what git said of it.
    enum Pushed: Hashable, Sendable {
        case accepted
        /// Somebody else was faster.
        case lost
        /// The reference is where it was.
        case unchanged(reason: String)
    }

    /// Sends a log's last commit, if the remote is still where it was.
    ///
    /// - Throws: ``RemoteLogError/unanswered(remote:reason:)``: it may have arrived.
    func push(
        _ commit: ObjectID, after base: ObjectID?, with evidence: [EvidenceDigest], to shared: SharedLog,
        _ patience: Patience
    ) async throws -> Pushed {
        let remote = shared.remote
        let reference = remote.reference(of: environment)
        let observed = try evidenceSpecifications(evidence, remote)
        let entry = ["\(commit.hex):\(reference)"]
        var said = ""
        // Hosts that know no atomic push get the evidence first: without its entry it does no harm.
        for steps in [[observed + entry], [observed, entry]] {
            for specifications in steps where !specifications.isEmpty {
                let outcome = await shared.git.push(
                    specifications, to: remote.address, atomically: steps.count == 1, within: patience.limit)
                if case .failed(let reason) = outcome { said = reason }
            }
            switch await shared.git.tips(at: remote.address, [reference], within: patience.limit) {
            case .failure(let silence):
                throw RemoteLogError.unanswered(remote: remote.shownName, reason: silence.reason)
            case .success(let tips):
                if tips[reference] == commit { return .accepted }
                if tips[reference] != base { return .lost }
            }
        }
        return .unchanged(reason: said)
    }

    /// Sends the entries that are only here.
    func send(
        _ own: ObjectID, since tip: ObjectID?, to shared: SharedLog, _ patience: Patience
    ) async throws {
        let chain = try verifiedChain(in: openRepository())
        // What was sent in the meantime is no longer only here.
        guard chain.tip == own else { return }
        let heads = try heads(of: chain)
        let sent = tip.map { tip in heads.prefix { $0.commit != tip }.count + 1 } ?? 0
        let evidence = heads.dropFirst(sent).flatMap(\.evidence)
        switch try await push(own, after: tip, with: evidence, to: shared, patience) {
        case .accepted: try noteSeen(chain, shared)
        // Whoever was faster is seen at the next look.
        case .lost: break
        case .unchanged(let reason):
            throw RemoteLogError.refused(
                remote: shared.remote.shownName, reference: shared.remote.reference(of: environment),
                reason: reason)
        }
    }

    /// Sends the evidence of this run that was kept back so that a rollback did not wait for it.
    package func sendEvidence() async {
        guard let shared, memory.hasKeptBack, let stored = memory[environment]?.stored else { return }
        await send(stored.map(\.digest), to: shared)
    }

    /// Sends the evidence of newer entries that is here: a run that was killed may have kept some back.
    package func sendNewerEvidence() async {
        guard let shared else { return }
        do {
            let heads = try heads(of: verifiedChain(in: openRepository()))
            await send(heads.suffix(Self.evidenceReach).flatMap(\.evidence), to: shared)
        } catch {
            memory.warn("note: evidence was not sent: \(error)")
        }
    }

    private func send(_ evidence: [EvidenceDigest], to shared: SharedLog) async {
        do {
            let specifications = try evidenceSpecifications(evidence, shared.remote)
            guard !specifications.isEmpty else { return }
            let outcome = await shared.git.push(
                specifications, to: shared.remote.address, atomically: false, within: Patience.usual.limit)
            switch outcome {
            case .succeeded: memory.hasKeptBack = false
            case .failed(let reason): memory.warn("note: some evidence is in this clone alone: \(reason)")
            }
        } catch {
            memory.warn("note: some evidence is in this clone alone: \(error)")
        }
    }

    /// One commit for each piece of evidence that is still here, always the same for the same evidence.
    private func evidenceSpecifications(
        _ evidence: [EvidenceDigest], _ remote: LogRemote
    ) throws -> [String] {
        let repository = try openRepository()
        return try evidence.compactMap { digest in
            guard case .intact = evidenceStore.state(of: digest, in: repository) else { return nil }
            let tree = try repository.writeTree([(digest.name, .blob, digest.blob)])
            let commit = try repository.writeCommit(
                tree: tree, parents: [], message: "evidence sha256:\(digest.sha256)\n",
                author: EntryCommit.author,
                time: 0)
            return "\(commit.hex):\(remote.evidenceReference(digest, of: environment))"
        }
    }
}
