import CLibgit2

extension Repository {
    /// The names of the remotes that are set up, in git's order: `origin`.
    package borrowing func remoteNames() throws(GitError) -> [String] {
        var list = git_strarray()
        try check(git_remote_list(&list, handle), "list the remotes")
        defer { git_strarray_dispose(&list) }
        return (0..<list.count).compactMap { index in list.strings[index].map { String(cString: $0) } }
    }
}
