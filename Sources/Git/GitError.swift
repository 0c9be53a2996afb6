package import GateModel

/// Why something could not be done with a repository.
///
/// `operation` completes the sentence "could not …"; `reason` is libgit2's own message.
package enum GitError: Error, Hashable {
    /// Neither the directory nor one above it is a git repository.
    case notARepository(directory: String)
    /// The repository belongs to another user, and `safe.directory` does not name it.
    case notOwned(repository: String)
    /// The repository names its objects by SHA-256.
    case sha256Repository(directory: String)
    /// The repository cannot be opened for another reason.
    case cannotOpen(directory: String, reason: String)
    /// The name leads to no commit.
    case unresolved(name: String, reason: String, inShallowClone: Bool)
    /// History had to be followed beyond what a shallow clone has.
    case shallowBoundary(operation: String)
    /// The object database lacks an object.
    case missingObject(operation: String, reason: String, inPartialClone: Bool)
    /// An object is larger than the caller is ready to read; sizes in bytes.
    case objectTooLarge(id: ObjectID, size: Int, limit: Int)
    /// The commit has no directory at the path.
    case noDirectory(path: String, commit: ObjectID)
    /// The directory to export to has something in it.
    case directoryNotEmpty(String)
    /// A work tree is needed, and the repository is bare.
    case noWorkTree(repository: String)
    /// What is to be exported contains submodules at these paths.
    case submodules(commit: ObjectID, paths: [String])
    /// A compare-and-swap found the reference elsewhere than expected (`nil`: expected not to exist).
    case lostRace(reference: String, expected: ObjectID?)
    /// The reference's lock file stayed in place for as long as was waited.
    case lockedReference(reference: String, lockFile: String)
    /// The system refused to make, open or remove a file.
    case fileSystem(operation: String, reason: String)
    /// Anything else.
    case failed(operation: String, reason: String)
}

extension GitError: CustomStringConvertible {
    package var description: String {
        "git: error: \(printable(happening))\n  hint: \(printable(hint))"
    }

    /// What happened, without place and hint; texts from outside stand in it as they are.
    package var happening: String {
        switch self {
        case .notARepository(let directory):
            "'\(directory)' is not inside a git repository"
        case .notOwned(let repository):
            "the repository '\(repository)' belongs to another user"
        case .sha256Repository(let directory):
            "the repository of '\(directory)' names its objects by SHA-256, which is not supported"
        case .cannotOpen(let directory, let reason):
            "could not open the repository of '\(directory)': \(reason)"
        case .unresolved(let name, let reason, _):
            "could not resolve '\(name)' to a commit: \(reason)"
        case .shallowBoundary(let operation):
            "could not \(operation): the history of this shallow clone ends too early"
        case .missingObject(let operation, let reason, _), .fileSystem(let operation, let reason),
            .failed(let operation, let reason):
            "could not \(operation): \(reason)"
        case .objectTooLarge(let id, let size, let limit):
            "object \(id.short) has \(size) bytes, and at most \(limit) are read"
        case .noDirectory(let path, let commit):
            "commit \(commit.short) has no directory '\(path)'"
        case .directoryNotEmpty(let directory):
            "could not export to '\(directory)': it is not empty"
        case .noWorkTree(let repository):
            "the repository '\(repository)' is bare: it has no work tree"
        case .submodules(let commit, let paths):
            "commit \(commit.short) has submodules, which are not exported: "
                + paths.map { "'\($0)'" }.joined(separator: ", ")
        case .lostRace(let reference, nil):
            "'\(reference)' exists already: another writer was first"
        case .lostRace(let reference, let expected?):
            "'\(reference)' is no longer at \(expected.short): another writer was first"
        case .lockedReference(let reference, let lockFile):
            "'\(reference)' is locked: '\(lockFile)' exists"
        }
    }

    package var hint: String {
        switch self {
        case .notARepository:
            "change to a directory of your repository, or make one with 'git init'"
        case .notOwned(let repository):
            "if you trust it, run 'git config --global --add safe.directory \(repository)'"
        case .sha256Repository:
            "use a repository made with 'git init --object-format=sha1', git's default"
        case .cannotOpen:
            "if 'git status' works there, its format is newer than libgit2 \(Library.version)"
        case .unresolved(_, _, inShallowClone: true):
            "this clone is shallow: run 'git fetch --unshallow --tags', or name a commit"
        case .unresolved(_, _, inShallowClone: false):
            "fetch tags, or name a commit"
        case .shallowBoundary:
            "run 'git fetch --unshallow'"
        case .missingObject(_, _, inPartialClone: true):
            "this is a partial clone: run 'git fetch --refetch --no-filter' to complete it"
        case .missingObject(_, _, inPartialClone: false), .failed:
            "run 'git fsck' to see whether the repository is whole"
        case .objectTooLarge:
            "make the file smaller"
        case .noDirectory:
            "name a directory that this commit has"
        case .directoryNotEmpty:
            "name a directory that is empty or does not exist"
        case .noWorkTree:
            "run it in a clone with a work tree"
        case .fileSystem:
            "check the path, its permissions and the space that is left"
        case .submodules:
            "commit the files themselves, or keep submodules out of what is exported"
        case .lostRace:
            "run the command again: it starts from what the other writer left"
        case .lockedReference:
            "wait for the git process that writes it; if none runs, remove that file"
        }
    }
}
