import CLibgit2

extension Repository {
    /// Where a remote is pushed to, where that is said apart from where it is fetched from; else nil.
    package borrowing func pushAddress(ofRemote name: String) throws(GitError) -> String? {  // nil: see above
        var remote: OpaquePointer?
        try check(git_remote_lookup(&remote, handle, name), "look up the remote '\(name)'")
        defer { git_remote_free(remote) }
        return git_remote_pushurl(remote).map { String(cString: $0) }
    }

    /// The names of the remotes that are set up, in git's order: `origin`.
    package borrowing func remoteNames() throws(GitError) -> [String] {
        var list = git_strarray()
        try check(git_remote_list(&list, handle), "list the remotes")
        defer { git_strarray_dispose(&list) }
        return (0..<list.count).compactMap { index in list.strings[index].map { String(cString: $0) } }
    }
}
