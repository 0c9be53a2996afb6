import GateModel
import Git

/// What gates observed: commits of their own, on a reference of their own, which may be pruned.
///
/// They are not signed. An entry binds its evidence by SHA-256, and the commit's trailer only helps to find
/// it.
struct EvidenceStore {
    static let fileName = "evidence.json"
    static let sizeLimit = 64 << 20
    private static let trailer = "Pawl-Evidence: sha256:"

    let reference: String

    /// Stores evidence; when this returns it is on disk and referred to.
    func append(
        _ bytes: [UInt8], of decision: Decision, in repository: borrowing Repository
    ) throws -> StoredEvidence {
        guard bytes.count <= Self.sizeLimit else {
            throw LogError.evidenceTooLarge(size: bytes.count, limit: Self.sizeLimit)
        }
        let digest = EvidenceDigest(name: Self.fileName, of: bytes)
        let tree = try repository.writeTree([(Self.fileName, .blob, try repository.writeBlob(bytes))])
        let message = """
            evidence of \(decision.kind.rawValue) \(printable(decision.pipeline.name)), \
            run \(printable(decision.context.run))

            \(Self.trailer)\(digest.sha256)

            """
        for attempt in 0..<moveAttempts {
            let tip = try tip(in: repository)
            let commit = try repository.writeCommit(
                tree: tree, parents: tip.map { [$0] } ?? [], message: message, author: EntryCommit.author,
                time: decision.context.time)
            if try repository.moves(reference, from: tip, to: commit, message: "evidence", attempt: attempt) {
                return StoredEvidence(digest: digest, commit: commit)
            }
        }
        throw LogError.lostRace(attempts: moveAttempts)
    }

    /// The last commit; nil where there is no evidence.
    func tip(in repository: borrowing Repository) throws(LogError) -> ObjectID? {
        do throws(GitError) {
            return try repository.directReference(reference)
        } catch {
            throw .evidenceBroken(reference: reference, reason: error.happening)
        }
    }

    /// The last commit; nil also where nobody can tell, which does not make the log itself any worse.
    func readableTip(in repository: borrowing Repository) -> ObjectID? {
        do throws(LogError) {
            return try tip(in: repository)
        } catch {
            return nil
        }
    }

    /// Whether a commit is the last one or stands before it.
    func leads(to commit: ObjectID, in repository: borrowing Repository) -> Bool {
        do {
            var next = try tip(in: repository)
            while let id = next, id != commit { next = try repository.commit(id).parents.first }
            return next != nil
        } catch {
            return false
        }
    }

    /// What a reference leads to.
    struct Commits {
        /// Those that say they hold evidence of a digest, by the digest.
        fileprivate(set) var byDigest: [String: [ObjectID]] = [:]
        /// Why there may be more; nil: all were read, as far back as there are any.
        fileprivate(set) var problem: LogError?  // nil: all were read
    }

    func commits(in repository: borrowing Repository) -> Commits {
        var found = Commits()
        do throws(LogError) {
            var next = try tip(in: repository)
            while let id = next {
                guard let commit = try commit(id, in: repository) else { return found }
                for line in commit.message.split(separator: "\n") where line.hasPrefix(Self.trailer) {
                    found.byDigest[String(line.dropFirst(Self.trailer.count)), default: []].append(id)
                }
                next = commit.parents.first
            }
        } catch {
            found.problem = error
        }
        return found
    }

    /// Nil for one that is pruned.
    private func commit(
        _ id: ObjectID, in repository: borrowing Repository
    ) throws(LogError) -> Commit? {  // nil: it is pruned
        do throws(GitError) {
            return try repository.commit(id)
        } catch {
            if error.isAbsence { return nil }
            throw .evidenceBroken(reference: reference, reason: error.happening)
        }
    }

    enum State {
        case intact([UInt8])
        case altered
        case pruned
    }

    func state(
        of digest: EvidenceDigest, in commits: Commits, _ repository: borrowing Repository
    ) -> State {
        state(of: digest, in: commits.byDigest[digest.sha256] ?? [], repository)
    }

    /// Whether evidence that was stored is there as it was.
    func has(_ stored: StoredEvidence, in repository: borrowing Repository) -> Bool {
        if case .intact = state(of: stored.digest, in: [stored.commit], repository) { true } else { false }
    }

    private func state(
        of digest: EvidenceDigest, in commits: [ObjectID], _ repository: borrowing Repository
    ) -> State {
        var isAltered = false
        for commit in commits {
            do throws(GitError) {
                guard let entry = try repository.entry(atPath: digest.name, inTreeOf: commit) else {
                    continue
                }
                let bytes = try repository.blob(entry.id, limit: Self.sizeLimit)
                if EvidenceDigest(name: digest.name, of: bytes) == digest { return .intact(bytes) }
                isAltered = true
            } catch {
                // What is there and cannot be read is not what was recorded.
                if !error.isAbsence { isAltered = true }
            }
        }
        return isAltered ? .altered : .pruned
    }
}

/// Evidence, and the commit that has it.
struct StoredEvidence: Sendable {
    let digest: EvidenceDigest
    let commit: ObjectID
}

extension GitError {
    /// Whether an object is simply not there.
    var isAbsence: Bool {
        switch self {
        case .missingObject, .shallowBoundary: true
        case .notARepository, .notOwned, .sha256Repository, .cannotOpen, .unresolved, .objectTooLarge,
            .noDirectory,
            .directoryNotEmpty, .noWorkTree, .submodules, .lostRace, .lockedReference, .fileSystem, .failed:
            false
        }
    }
}
