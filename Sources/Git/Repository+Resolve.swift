import CLibgit2
package import GateModel

extension Repository {
    /// The commit that a name means: a branch, a tag (peeled), an id or its beginning, `HEAD~2` and the like.
    ///
    /// - Throws: ``GitError/unresolved(name:reason:inShallowClone:)``.
    package borrowing func resolve(_ name: String) throws(GitError) -> ObjectID {
        var object: OpaquePointer?
        guard git_revparse_single(&object, handle, name) == 0 else {
            throw .unresolved(name: name, reason: LibraryError.last.message, inShallowClone: isShallow)
        }
        defer { git_object_free(object) }
        var commit: OpaquePointer?
        guard git_object_peel(&commit, object, GIT_OBJECT_COMMIT) == 0 else {
            throw .unresolved(name: name, reason: LibraryError.last.message, inShallowClone: isShallow)
        }
        defer { git_object_free(commit) }
        return try ObjectID(git_object_id(commit).pointee)
    }

    /// Reads a commit.
    ///
    /// - Throws: ``GitError/shallowBoundary(operation:)`` where a shallow clone lacks it.
    package borrowing func commit(_ id: ObjectID) throws(GitError) -> Commit {
        let commit = try lookUpCommit(id)
        defer { git_commit_free(commit) }
        return Commit(
            id: id,
            tree: try ObjectID(git_commit_tree_id(commit).pointee),
            parents: try parents(of: commit),
            message: String(cString: git_commit_message(commit)),
            summary: String(cString: git_commit_summary(commit)),
            authorName: String(cString: git_commit_author(commit).pointee.name),
            time: git_commit_time(commit))
    }

    /// libgit2's `git_commit *`, which the caller frees.
    borrowing func lookUpCommit(_ id: ObjectID) throws(GitError) -> OpaquePointer? {
        var commit: OpaquePointer?
        var oid = id.oid
        try check(git_commit_lookup(&commit, handle, &oid), history: true, "read commit \(id.short)")
        return commit
    }

    /// The ids of a `git_commit`'s parents, in its order.
    borrowing func parents(of commit: OpaquePointer?) throws(GitError) -> [ObjectID] {
        var parents: [ObjectID] = []
        for index in 0..<git_commit_parentcount(commit) {
            parents.append(try ObjectID(git_commit_parent_id(commit, index).pointee))
        }
        return parents
    }
}
