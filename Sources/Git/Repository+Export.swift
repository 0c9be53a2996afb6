import CLibgit2
package import GateModel
import Glibc

extension Repository {
    /// Writes a commit's files, or those of one of its directories, into a directory that is new or empty.
    ///
    /// With `subdirectory` its contents stand directly in `directory`. Files have the committed bytes: no
    /// line end, `ident` or other filter is applied. Executable bits and symlinks are kept; a symlink may
    /// point anywhere, so look before following one. Neither work tree nor index is touched. A throw after
    /// the first file leaves what was written.
    ///
    /// - Throws: ``GitError/submodules(commit:paths:)``, ``GitError/noDirectory(path:commit:)``,
    ///   ``GitError/directoryNotEmpty(_:)``, with nothing written.
    package borrowing func export(
        commit: ObjectID, subdirectory: String? = nil, to directory: String
    ) throws(GitError) {
        let operation = "export commit \(commit.short) to '\(directory)'"
        let root = try exportedTree(of: commit, subdirectory: subdirectory)
        let submodules = try entries(under: subdirectory ?? "", of: commit).filter { $0.kind == .submodule }
        guard submodules.isEmpty else {
            throw .submodules(commit: commit, paths: submodules.map(\.path))
        }
        try makeEmptyDirectory(directory, operation)

        var tree: OpaquePointer?
        var oid = root.oid
        try check(git_tree_lookup(&tree, handle, &oid), operation)
        defer { git_tree_free(tree) }
        var options = git_checkout_options()
        try check(git_checkout_options_init(&options, UInt32(GIT_CHECKOUT_OPTIONS_VERSION)), operation)
        let strategy = [
            GIT_CHECKOUT_FORCE, GIT_CHECKOUT_DONT_UPDATE_INDEX, GIT_CHECKOUT_DONT_WRITE_INDEX,
            GIT_CHECKOUT_NO_REFRESH, GIT_CHECKOUT_DISABLE_PATHSPEC_MATCH,
        ]
        options.checkout_strategy = strategy.reduce(0) { $0 | $1.rawValue }
        options.disable_filters = 1
        // Nothing lies there yet. Left to itself libgit2 expects HEAD's files, and fails where one became a directory.
        var nothing: OpaquePointer?
        try check(git_index_new(&nothing), operation)
        defer { git_index_free(nothing) }
        options.baseline_index = nothing
        let code = directory.withCString { target in
            options.target_directory = target
            return git_checkout_tree(handle, tree, &options)
        }
        try check(code, operation)
    }

    private borrowing func exportedTree(
        of commit: ObjectID, subdirectory: String?
    ) throws(GitError) -> ObjectID {
        guard let subdirectory else { return try self.commit(commit).tree }
        guard let entry = try entry(atPath: subdirectory, inTreeOf: commit), entry.kind == .tree else {
            throw .noDirectory(path: subdirectory, commit: commit)
        }
        return entry.id
    }

    /// Makes a directory that only its owner can open, or accepts one that is there and empty.
    private borrowing func makeEmptyDirectory(_ path: String, _ operation: String) throws(GitError) {
        if mkdir(path, 0o700) == 0 { return }
        guard errno == EEXIST, let stream = opendir(path) else {
            throw .fileSystem(operation: operation, reason: String(cString: strerror(errno)))
        }
        defer { closedir(stream) }
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard name == "." || name == ".." else {
                throw .directoryNotEmpty(path)
            }
        }
    }
}
