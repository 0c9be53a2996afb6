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
    ) throws -> EvidenceDigest {
        guard bytes.count <= Self.sizeLimit else {
            throw LogError.evidenceTooLarge(size: bytes.count, limit: Self.sizeLimit)
        }
        let digest = EvidenceDigest(name: Self.fileName, of: bytes)
        let tree = try repository.writeTree([(Self.fileName, .blob, try repository.writeBlob(bytes))])
        let message = """
            evidence of \(decision.kind.rawValue) \(decision.pipeline.name.onOneLine), \
            run \(decision.context.run.onOneLine)

            \(Self.trailer)\(digest.sha256)

            """
        for attempt in 0..<moveAttempts {
            let tip = try repository.reference(reference)
            let commit = try repository.writeCommit(
                tree: tree, parents: tip.map { [$0] } ?? [], message: message, author: EntryCommit.author,
                time: decision.context.time)
            if try repository.moves(reference, from: tip, to: commit, message: "evidence", attempt: attempt) {
                return digest
            }
        }
        throw LogError.lostRace(attempts: moveAttempts)
    }

    /// The commits that say they hold evidence of a digest, by the digest; only as far back as there are
    /// commits.
    func commits(in repository: borrowing Repository) throws -> [String: [ObjectID]] {
        var found: [String: [ObjectID]] = [:]
        var next = try repository.reference(reference)
        while let id = next {
            let commit: Commit
            do throws(GitError) {
                commit = try repository.commit(id)
            } catch {
                if error.isAbsence { return found }
                throw error
            }
            for line in commit.message.split(separator: "\n") where line.hasPrefix(Self.trailer) {
                found[String(line.dropFirst(Self.trailer.count)), default: []].append(id)
            }
            next = commit.parents.first
        }
        return found
    }

    enum State {
        case intact([UInt8])
        case altered
        case pruned
    }

    func state(
        of digest: EvidenceDigest, in commits: [String: [ObjectID]], _ repository: borrowing Repository
    ) throws -> State {
        var isAltered = false
        for commit in commits[digest.sha256] ?? [] {
            do throws(GitError) {
                guard let entry = try repository.entry(atPath: digest.name, inTreeOf: commit) else {
                    continue
                }
                let bytes = try repository.blob(entry.id, limit: Self.sizeLimit)
                if EvidenceDigest(name: digest.name, of: bytes) == digest { return .intact(bytes) }
                isAltered = true
            } catch {
                if case .objectTooLarge = error { isAltered = true } else if !error.isAbsence { throw error }
            }
        }
        return isAltered ? .altered : .pruned
    }
}

extension GitError {
    /// Whether an object is simply not there.
    fileprivate var isAbsence: Bool {
        switch self {
        case .missingObject, .shallowBoundary: true
        default: false
        }
    }
}
