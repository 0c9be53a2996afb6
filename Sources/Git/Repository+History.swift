import CLibgit2
package import GateModel

extension Repository {
    /// The commits that `tip` has and `base` has not, children before parents: `git rev-list --topo-order
    /// base..tip`.
    ///
    /// - Throws: ``GitError/shallowBoundary(operation:)``.
    package borrowing func commitsBetween(
        base: ObjectID, tip: ObjectID
    ) throws(GitError) -> [ObjectID] {
        try walk(
            from: tip, hiding: base, sorting: GIT_SORT_TOPOLOGICAL, "list \(base.short)..\(tip.short)")
    }

    /// Whether `descendant` is `ancestor` or has it in its history.
    ///
    /// - Throws: ``GitError/shallowBoundary(operation:)``.
    package borrowing func isAncestor(
        _ ancestor: ObjectID, of descendant: ObjectID
    ) throws(GitError) -> Bool {
        if ancestor == descendant { return true }
        var (old, new) = (ancestor.oid, descendant.oid)
        return try check(
            git_graph_descendant_of(handle, &new, &old), history: true,
            "see whether \(ancestor.short) is in the history of \(descendant.short)") == 1
    }

    /// The commit in `base..tip` that introduced the directory that `tip` has at a path.
    ///
    /// That is the commit with the directory whose parents all lack it, found by following the directory from
    /// `tip` through the parents that have it. Where merged branches introduced it independently, it is the
    /// topologically newest one; a directory removed and brought back counts from its return. Nil when `tip`
    /// has no such directory, or when it came before `base..tip`.
    ///
    /// - Throws: ``GitError/shallowBoundary(operation:)``.
    package borrowing func introducingCommit(
        ofDirectory path: String, base: ObjectID, tip: ObjectID
    ) throws(GitError) -> ObjectID? {
        guard try hasDirectory(path, tip) else { return nil }
        var carriers: Set = [tip]
        for id in try commitsBetween(base: base, tip: tip) where carriers.contains(id) {
            var isFirst = true
            for parent in try commit(id).parents where try hasDirectory(path, parent) {
                carriers.insert(parent)
                isFirst = false
            }
            if isFirst { return id }
        }
        return nil
    }

    /// The commit without parents in a commit's history; of several, the one with the smallest id.
    ///
    /// - Throws: ``GitError/shallowBoundary(operation:)``.
    package borrowing func firstCommit(of tip: ObjectID) throws(GitError) -> ObjectID {
        let operation = "find the first commit of \(tip.short)"
        var first: ObjectID?
        for id in try walk(from: tip, hiding: nil, sorting: GIT_SORT_NONE, operation) {
            let commit = try lookUpCommit(id)
            defer { git_commit_free(commit) }
            if git_commit_parentcount(commit) == 0 {
                first = first.map { min($0, id) } ?? id
            }
        }
        guard let first else { throw .failed(operation: operation, reason: "every commit has a parent") }
        return first
    }

    /// Whether one of these commits is in the history of one of these references; those that lead to no commit are
    /// skipped. It ends as soon as one is found, newer commits first.
    ///
    /// - Throws: ``GitError/shallowBoundary(operation:)``.
    package borrowing func isReachable(
        oneOf commits: Set<ObjectID>, from references: [String]
    ) throws(GitError) -> Bool {
        let operation = "look through the history of \(references.count) references"
        var walker: OpaquePointer?
        try check(git_revwalk_new(&walker, handle), operation)
        defer { git_revwalk_free(walker) }
        for name in references { git_revwalk_push_ref(walker, name) }
        var oid = git_oid()
        while true {
            let code = git_revwalk_next(&oid, walker)
            if code == GIT_ITEROVER.rawValue { return false }
            try check(code, history: true, operation)
            if commits.contains(try ObjectID(oid)) { return true }
        }
    }

    private borrowing func hasDirectory(_ path: String, _ commit: ObjectID) throws(GitError) -> Bool {
        try entry(atPath: path, inTreeOf: commit)?.kind == .tree
    }

    private borrowing func walk(
        from tip: ObjectID, hiding base: ObjectID?, sorting: git_sort_t, _ operation: String
    ) throws(GitError) -> [ObjectID] {
        var walker: OpaquePointer?
        try check(git_revwalk_new(&walker, handle), operation)
        defer { git_revwalk_free(walker) }
        try check(git_revwalk_sorting(walker, sorting.rawValue), operation)
        var oid = tip.oid
        try check(git_revwalk_push(walker, &oid), history: true, operation)
        if let base {
            oid = base.oid
            try check(git_revwalk_hide(walker, &oid), history: true, operation)
        }
        var commits: [ObjectID] = []
        while true {
            let code = git_revwalk_next(&oid, walker)
            if code == GIT_ITEROVER.rawValue { return commits }
            try check(code, history: true, operation)
            commits.append(try ObjectID(oid))
        }
    }
}
