import GateModel
import Git
import Glibc
import Processes

/// The private directory (0700) that a rollback works in; removed when the last copy of this value goes.
///
/// It holds both commits' whole trees to work with and, apart from them and read-only, the scripts
/// directories that the plan takes from each commit, so that a script finds the files beside it.
struct RollbackDirectory: Sendable {
    private let directory: TemporaryDirectory
    /// `to`'s script that prints a digest of the environment's state, where there is one.
    let fingerprint: String?

    /// - Parameter parent: Nil stands for `TMPDIR`.
    init(_ plan: RollbackPlan, below parent: String? = nil, in repository: borrowing Repository) throws {
        directory = try TemporaryDirectory(prefix: "pawl-rollback-", below: parent)
        let root = directory.path
        var sources = Set(
            plan.steps.map { ScriptSource(commit: $0.script.commit, path: $0.scriptsDirectory) })
        let own = plan.steps.first.map { ScriptSource(commit: plan.to.commit, path: $0.scriptsDirectory) }
        let path = own.map { "\($0.path)/fingerprint" }
        if let own, let path, try repository.entry(atPath: path, inTreeOf: own.commit) != nil {
            sources.insert(own)
            fingerprint = "\(RollbackDirectory.scripts(own.commit, in: root))/\(path)"
        } else {
            fingerprint = nil
        }
        try makeDirectory("\(root)/home")
        try repository.export(commit: plan.to.commit, to: checkout)
        try repository.export(commit: plan.from.commit, to: checkoutFrom)
        for source in sources { try exportReadOnly(source, in: repository) }
    }

    /// `to`'s tree.
    var checkout: String { "\(directory.path)/checkout" }
    /// `from`'s tree.
    var checkoutFrom: String { "\(directory.path)/checkout-from" }
    var home: String { "\(directory.path)/home" }

    func path(of script: RollbackStep.Script) -> String {
        "\(RollbackDirectory.scripts(script.commit, in: directory.path))/\(script.path)"
    }

    /// Removes everything now, for a caller who wants to hear of a failure.
    func remove() throws(FileError) { try directory.remove() }

    private struct ScriptSource: Hashable {
        let commit: ObjectID
        let path: String
    }

    private static func scripts(_ commit: ObjectID, in root: String) -> String {
        "\(root)/scripts-\(commit.hex)"
    }

    private func exportReadOnly(_ source: ScriptSource, in repository: borrowing Repository) throws {
        let target = "\(RollbackDirectory.scripts(source.commit, in: directory.path))/\(source.path)"
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
