package import GateModel

/// Why a rollback cannot be planned or begun; nothing has run when it is thrown.
package enum RollbackError: Error, Hashable, CustomStringConvertible {
    /// Neither `to` nor `from` has the script.
    case scriptMissing(path: String, commit: ObjectID)
    case scriptNotExecutable(path: String, commit: ObjectID)
    case settingsMissing(path: String, commit: ObjectID)
    case settingsInvalid(path: String, commit: ObjectID, problem: String)
    case sameRevision(ObjectID)

    package var description: String {
        switch self {
        case .scriptMissing(let path, let commit):
            """
            rollback: error: '\(path)' is not in commit \(commit.short)
              hint: commit the script, executable, before something is deployed that may have to be rolled back
            """
        case .scriptNotExecutable(let path, let commit):
            """
            rollback: error: '\(path)' in commit \(commit.short) is not an executable file
              hint: git update-index --chmod=+x '\(path)', and commit
            """
        case .settingsMissing(let path, let commit):
            """
            rollback: error: '\(path)' is not in commit \(commit.short)
              hint: a change directory says whether it is reversible: 'reversible: full', 'lossy' or 'none'
            """
        case .settingsInvalid(let path, let commit, let problem):
            """
            rollback: error: '\(path)' in commit \(commit.short): \(problem)
              hint: its keys are reversible (full, lossy, none), when (after, before), timeout, automatic, note
            """
        case .sameRevision(let commit):
            """
            rollback: error: \(commit.short) is what runs already
              hint: name another commit with --to, or give a --reason to run its scripts again
            """
        }
    }
}
