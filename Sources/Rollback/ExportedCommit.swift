package import GateModel
package import Git
package import Processes

/// A commit's tree in a private directory (0700), with an empty home beside it; removed when the last copy of this value goes.
package struct ExportedCommit: Sendable {
    private let directory: TemporaryDirectory

    /// - Parameters:
    ///   - purpose: In the directory's name: `deploy`.
    ///   - parent: Nil stands for `TMPDIR`.
    /// - Throws: `FileError`, `GitError`; nothing is left then.
    package init(
        _ commit: ObjectID, for purpose: String, below parent: String? = nil,
        in repository: borrowing Repository
    ) throws {
        directory = try TemporaryDirectory(prefix: "pawl-\(purpose)-", below: parent)
        try makeDirectory(home)
        try repository.export(commit: commit, to: checkout)
    }

    package var checkout: String { "\(directory.path)/checkout" }
    package var home: String { "\(directory.path)/home" }

    /// Removes everything now, for a caller who wants to hear of a failure.
    package func remove() throws(FileError) { try directory.remove() }
}
