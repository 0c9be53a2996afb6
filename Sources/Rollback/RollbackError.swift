package import GateModel

/// Why a rollback cannot be planned; nothing has run when it is thrown.
package enum RollbackError: Error, Hashable, CustomStringConvertible {
    /// For `redeploy` and `verify`: neither `to` nor `from`, which is named here, has it.
    case scriptMissing(path: String, commit: ObjectID)
    case scriptNotExecutable(path: String, commit: ObjectID)
    case settingsMissing(path: String, commit: ObjectID)
    case settingsInvalid(FilePosition, commit: ObjectID, problem: String)
    /// There are changes that only `from` has, and no history that tells whether `to` came before them.
    case unrelatedHistories(from: ObjectID, to: ObjectID, changes: [String])

    package var description: String {
        switch self {
        case .scriptMissing(let path, let commit):
            """
            rollback: error: '\(printable(path))' is not in commit \(commit.short)
              hint: commit the script, executable, before anything is deployed that may have to go back
            """
        case .scriptNotExecutable(let path, let commit):
            """
            rollback: error: '\(printable(path))' in commit \(commit.short) is not an executable file
              hint: git update-index --chmod=+x '\(printable(path))', and commit
            """
        case .settingsMissing(let path, let commit):
            """
            rollback: error: '\(printable(path))' is not a file in commit \(commit.short)
              hint: a change says whether it can be undone: 'reversible: full', 'lossy' or 'none'
            """
        case .settingsInvalid(let position, let commit, let problem):
            """
            \(printable("\(position)")): error: \(printable(problem)) (in commit \(commit.short))
              hint: known are reversible (full, lossy, none), when (after, before), timeout, automatic, note
            """
        case .unrelatedHistories(let from, let to, let changes):
            """
            rollback: error: \(from.short) and \(to.short) have no history in common, so nothing tells \
            whether \(to.short) wants \(printable(changes.joined(separator: ", "))) undone
              hint: name a commit of \(from.short)'s own history with --to
            """
        }
    }
}
