import CLibgit2

extension Repository {
    /// Paths whose content is not committed: changed, staged, deleted or untracked, but not ignored ones.
    ///
    /// At most `limit` paths, in git's order; a directory without any tracked file counts once and ends in
    /// `/`.
    ///
    /// - Throws: ``GitError/noWorkTree(repository:)`` in a bare repository.
    package borrowing func uncommittedChanges(limit: Int) throws(GitError) -> [String] {
        guard !isBare else { throw .noWorkTree(repository: gitDirectory) }
        let operation = "compare the work tree with HEAD"
        var options = git_status_options()
        try check(git_status_options_init(&options, UInt32(GIT_STATUS_OPTIONS_VERSION)), operation)
        options.flags = GIT_STATUS_OPT_INCLUDE_UNTRACKED.rawValue
        var list: OpaquePointer?
        try check(git_status_list_new(&list, handle, &options), operation)
        defer { git_status_list_free(list) }
        return (0..<min(limit, git_status_list_entrycount(list))).compactMap { index in
            let entry = git_status_byindex(list, index).pointee
            let delta = entry.index_to_workdir ?? entry.head_to_index
            return delta.map { String(cString: $0.pointee.new_file.path) }
        }
    }
}
