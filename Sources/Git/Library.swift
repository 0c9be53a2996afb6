import CLibgit2

/// The libgit2 that this process runs with.
package enum Library {
    /// The version in use, for example `1.5.1`.
    package static var version: String {
        var (major, minor, revision): (Int32, Int32, Int32) = (0, 0, 0)
        git_libgit2_version(&major, &minor, &revision)
        return "\(major).\(minor).\(revision)"
    }

    /// Whether libgit2 is ready; its first use initialises it, once for the whole process.
    static let started = Result<Void, GitError> { () throws(GitError) in
        try check(git_libgit2_init())
        try check(pawl_git_enable_fsync())
        try check(allow(extensions: ["worktreeconfig", "partialclone"]))
    }

    /// Lets repositories be opened that use these extensions, named in lower case as libgit2 compares them.
    ///
    /// Both change nothing that is read here: `worktreeConfig` moves settings of one work tree to a file of
    /// its own, and in a partial clone a missing object is an error when it is asked for.
    private static func allow(extensions: [StaticString]) -> Int32 {
        var names = extensions.map {
            UnsafeRawPointer($0.utf8Start).assumingMemoryBound(to: CChar.self) as _?
        }
        return pawl_git_set_extensions(&names, names.count)
    }

    private static func check(_ code: Int32) throws(GitError) {
        if code < 0 {
            throw .failed(operation: "start libgit2 \(version)", reason: LibraryError.last.message)
        }
    }
}
