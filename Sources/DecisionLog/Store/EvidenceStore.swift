import GateModel
import Git

/// What gates observed: commits of their own, on a reference of their own, which may be pruned.
///
/// They are not signed. An entry binds its evidence by SHA-256 and names its blob; the commit keeps it from being pruned, and its
/// trailer tells people what it holds.
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
        let blob = try repository.writeBlob(bytes)
        let digest = EvidenceDigest(name: Self.fileName, of: bytes, blob: blob)
        let tree = try repository.writeTree([(Self.fileName, .blob, blob)])
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

    /// Why not every commit can be read, as far back as there are any; nil: all can.
    func problem(in repository: borrowing Repository) -> LogError? {  // nil: all can be read
        do throws(LogError) {
            var next = try tip(in: repository)
            while let id = next { next = try parent(of: id, in: repository) }
            return nil
        } catch {
            return error
        }
    }

    /// Nil for the first one, and for one that is pruned.
    private func parent(
        of id: ObjectID, in repository: borrowing Repository
    ) throws(LogError) -> ObjectID? {
        do throws(GitError) {
            return try repository.commit(id).parents.first
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

    /// It counts as long as git has it, whether or not the reference still leads to it.
    func state(of digest: EvidenceDigest, in repository: borrowing Repository) -> State {
        do throws(GitError) {
            let bytes = try repository.blob(digest.blob, limit: Self.sizeLimit)
            let found = EvidenceDigest(name: digest.name, of: bytes, blob: digest.blob)
            return found == digest ? .intact(bytes) : .altered
        } catch {
            // What is there and cannot be read is not what was recorded.
            return error.isAbsence ? .pruned : .altered
        }
    }

    /// Whether evidence that was stored is there as it was.
    func has(_ stored: StoredEvidence, in repository: borrowing Repository) -> Bool {
        if case .intact = state(of: stored.digest, in: repository) { true } else { false }
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
