import CLibgit2
package import GateModel

extension Repository {
    /// What a commit's tree has at a path; nil where it has nothing.
    package borrowing func entry(
        atPath path: String, inTreeOf commit: ObjectID
    ) throws(GitError) -> TreeEntry? {  // nil: nothing is there
        let root = try lookUpTree(ofCommit: commit)
        defer { git_tree_free(root) }
        var entry: OpaquePointer?
        let code = git_tree_entry_bypath(&entry, root, path)
        guard try found(code, "read '\(path)' in commit \(commit.short)") else { return nil }
        defer { git_tree_entry_free(entry) }
        return try Self.treeEntry(entry, path: path)
    }

    /// Every file, symlink and submodule below a directory (`""`: the root), in git's order.
    ///
    /// Git keeps no empty directories: none are returned where the path is not a directory.
    package borrowing func entries(
        under path: String, of commit: ObjectID
    ) throws(GitError) -> [TreeEntry] {
        var leaves: [TreeEntry] = []
        var pending = Array(try children(of: path, in: commit).reversed())
        while let entry = pending.popLast() {
            if entry.kind == .tree {
                pending += try children(ofTree: entry.id, path: entry.path).reversed()
            } else {
                leaves.append(entry)
            }
        }
        return leaves
    }

    /// The names directly in a directory (`""`: the root), in git's order; none where the path is not a
    /// directory.
    package borrowing func childNames(
        of path: String, in commit: ObjectID
    ) throws(GitError) -> [String] {
        try children(of: path, in: commit).map(\.name)
    }

    private borrowing func children(of path: String, in commit: ObjectID) throws(GitError) -> [TreeEntry] {
        if path.isEmpty {
            return try children(ofTree: self.commit(commit).tree, path: "")
        }
        guard let entry = try entry(atPath: path, inTreeOf: commit), entry.kind == .tree else { return [] }
        return try children(ofTree: entry.id, path: path)
    }

    private borrowing func children(ofTree id: ObjectID, path: String) throws(GitError) -> [TreeEntry] {
        var tree: OpaquePointer?
        var oid = id.oid
        try check(git_tree_lookup(&tree, handle, &oid), "read tree \(id.short)")
        defer { git_tree_free(tree) }
        var children: [TreeEntry] = []
        for index in 0..<git_tree_entrycount(tree) {
            let entry = git_tree_entry_byindex(tree, index)
            guard let name = String(validatingCString: git_tree_entry_name(entry)) else {
                throw .failed(operation: "read tree \(id.short)", reason: "a name in it is not UTF-8")
            }
            children.append(try Self.treeEntry(entry, path: path.isEmpty ? name : "\(path)/\(name)"))
        }
        return children
    }

    /// libgit2's `git_tree *` of a commit, which the caller frees.
    private borrowing func lookUpTree(ofCommit id: ObjectID) throws(GitError) -> OpaquePointer? {
        let commit = try lookUpCommit(id)
        defer { git_commit_free(commit) }
        var tree: OpaquePointer?
        try check(git_commit_tree(&tree, commit), "read the tree of commit \(id.short)")
        return tree
    }

    private static func treeEntry(_ entry: OpaquePointer?, path: String) throws(GitError) -> TreeEntry {
        let mode = git_tree_entry_filemode(entry).rawValue
        guard let kind = TreeEntry.Kind(rawValue: mode) else {
            throw .failed(operation: "read '\(path)'", reason: "its mode is \(String(mode, radix: 8))")
        }
        return TreeEntry(path: path, id: try ObjectID(git_tree_entry_id(entry).pointee), kind: kind)
    }
}
