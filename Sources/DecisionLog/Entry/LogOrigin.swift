import GateModel
import Git

/// A log's name, which binds it to a repository: `pawl/`, the id of the repository's first commit, `/`, environment.
enum LogOrigin {
    /// The name of a log that a decision about this commit begins.
    ///
    /// A shallow clone does not know it, and takes the trust file's word.
    ///
    /// - Throws: `GitError`; ``LogError/refused(_:)`` where the trust file is about another repository.
    static func name(
        of commit: ObjectID, _ environment: String, _ trust: TrustFile, in repository: borrowing Repository
    ) throws -> String {
        let name: String
        do throws(GitError) {
            name = "pawl/\(try repository.firstCommit(of: commit))/\(environment)"
        } catch {
            guard error.isAbsence, repository.isShallow, let origin = trust.rules.origin else { throw error }
            return "\(origin.name)/\(environment)"
        }
        do throws(TrustRefusal) {
            try trust.checkOrigin(name, in: environment)
        } catch {
            throw LogError.refused(error)
        }
        return name
    }

    /// Whether a log's first entry was written in this repository: its candidate goes back to the commit that the log is
    /// named after, and so does the history of a branch or tag here.
    ///
    /// A shallow clone does not have that history, and a repository that holds nothing but logs has none: there it is
    /// not known, and so not denied.
    static func isHome(_ entry: LogEntry, in repository: borrowing Repository) throws(GitError) -> Bool {
        let parts = entry.origin.split(separator: "/")
        guard parts.count == 3, let first = ObjectID(hex: parts[1]) else { return false }
        let candidate = entry.decision.candidate.commit
        var own: Set = [first]
        do throws(GitError) {
            guard try repository.firstCommit(of: candidate) == first else { return false }
            own.insert(candidate)
        } catch {
            // A candidate that was never merged is in no clone; a branch has to show it then.
            guard error.isAbsence else { throw error }
        }
        let branches = try repository.referenceNames(under: "refs/").filter { name in
            !DecisionLog.ownReferences.contains { name.hasPrefix($0) }
        }
        guard !branches.isEmpty, !repository.isShallow else { return true }
        do throws(GitError) {
            return try repository.isReachable(oneOf: own, from: branches + ["HEAD"])
        } catch {
            // Some branch is damaged, which says nothing against a log whose candidate is whole.
            guard error.isAbsence, own.count > 1 else { throw error }
            return true
        }
    }
}
