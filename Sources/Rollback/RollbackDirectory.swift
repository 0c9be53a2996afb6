import Cryptography
import GateModel
import Git
import Glibc
import JSON
import Processes

/// What a rollback works in: private directories (0700), removed when the last copy of this value goes.
///
/// They hold both commits' whole trees to work with and, apart from them and read-only, the scripts directories that the plan
/// takes from each commit, so that a script finds the files beside it.
struct RollbackDirectory: Sendable {
    private let to: ExportedCommit
    private let from: ExportedCommit
    private let scripts: TemporaryDirectory
    /// `to`'s script that prints a digest of the environment's state, where there is one.
    let fingerprint: String?

    /// - Parameter parent: Nil stands for `TMPDIR`.
    init(_ plan: RollbackPlan, below parent: String? = nil, in repository: borrowing Repository) throws {
        scripts = try TemporaryDirectory(prefix: "pawl-rollback-", below: parent)
        var sources = Set(
            plan.steps.map { ScriptSource(commit: $0.script.commit, path: $0.scriptsDirectory) })
        let own = plan.steps.first.map { ScriptSource(commit: plan.to.commit, path: $0.scriptsDirectory) }
        let path = own.map { "\($0.path)/fingerprint" }
        if let own, let path, try repository.entry(atPath: path, inTreeOf: own.commit) != nil {
            sources.insert(own)
            fingerprint = "\(RollbackDirectory.place(of: own.commit, in: scripts.path))/\(path)"
        } else {
            fingerprint = nil
        }
        to = try ExportedCommit(plan.to.commit, for: "rollback", below: parent, in: repository)
        from = try ExportedCommit(plan.from.commit, for: "rollback", below: parent, in: repository)
        for source in sources { try exportReadOnly(source, in: repository) }
    }

    /// `to`'s tree.
    var checkout: String { to.checkout }
    /// `from`'s tree.
    var checkoutFrom: String { from.checkout }
    var home: String { to.home }

    /// Where a script lies; its bytes are compared with the plan's digest, since a script before it can have changed it.
    ///
    /// - Throws: `FileError`, ``ScriptChanged``.
    func path(of script: RollbackStep.Script) throws -> String {
        let path = "\(RollbackDirectory.place(of: script.commit, in: scripts.path))/\(script.path)"
        var bytes: [UInt8] = []
        try readPieces(of: path) { bytes += $0 }
        guard hexadecimal(sha256(bytes)) == script.sha256 else { throw ScriptChanged(path: script.path) }
        return path
    }

    /// Removes everything now, for a caller who wants to hear of a failure.
    func remove() throws(FileError) {
        try scripts.remove()
        try to.remove()
        try from.remove()
    }

    private struct ScriptSource: Hashable {
        let commit: ObjectID
        let path: String
    }

    private static func place(of commit: ObjectID, in root: String) -> String {
        "\(root)/scripts-\(commit.hex)"
    }

    private func exportReadOnly(_ source: ScriptSource, in repository: borrowing Repository) throws {
        let target = "\(RollbackDirectory.place(of: source.commit, in: scripts.path))/\(source.path)"
        try makeDirectory(target)
        try repository.export(commit: source.commit, subdirectory: source.path, to: target)
        var directories: Set = [target]
        for entry in try repository.entries(under: source.path, of: source.commit) {
            let names = entry.path.dropFirst(source.path.count + 1).split(separator: "/")
            var path = target
            for name in names.dropLast() {
                path += "/\(name)"
                directories.insert(path)
            }
            guard entry.kind != .symlink else { continue }
            try setMode(entry.kind == .executable ? 0o500 : 0o400, of: "\(path)/\(entry.name)")
        }
        for directory in directories { try setMode(0o500, of: directory) }
    }

    private func setMode(_ mode: mode_t, of path: String) throws(GitError) {
        guard chmod(path, mode) == 0 else {
            throw .fileSystem(operation: "protect '\(path)'", reason: String(cString: strerror(errno)))
        }
    }
}

extension RollbackStep {
    /// `rollback/membership`, above `redeploy` or `changes/20260714-payment-index/revert`.
    fileprivate var scriptsDirectory: String {
        let names = script.path.split(separator: "/")
        return names.dropLast(action.change == nil ? 1 : 3).joined(separator: "/")
    }
}

/// An exported script has other bytes than the plan says; it is not run.
struct ScriptChanged: Error, CustomStringConvertible {
    /// In the repository.
    let path: String

    var description: String {
        """
        rollback: error: '\(printable(path))' was changed after it was exported from git, and is not run
          hint: find out which script before it did that, then run the rollback again
        """
    }
}
