package import GateModel
package import Git

/// The change directories of what runs that a candidate's tree has not any more, and those that it has with other content, sorted.
///
/// Of both the changes would stay applied, and what undoes them would be gone, or another. One that only has another name is
/// still there.
///
/// - Parameters:
///   - running: A commit, and the directory of its rollback scripts.
///   - candidate: The same.
package func changesSince(
    _ running: (commit: ObjectID, scripts: String), in candidate: (commit: ObjectID, scripts: String),
    _ repository: borrowing Repository
) throws(GitError) -> (lost: [String], edited: [String]) {
    let old = try changeTrees(of: running, in: repository)
    let new = try changeTrees(of: candidate, in: repository)
    let kept = Set(new.values)
    let changed = old.filter { name, tree in new[name] != tree && !kept.contains(tree) }.keys.sorted()
    return (changed.filter { new[$0] == nil }, changed.filter { new[$0] != nil })
}

/// The tree of each change directory, by its name.
private func changeTrees(
    of revision: (commit: ObjectID, scripts: String), in repository: borrowing Repository
) throws(GitError) -> [String: ObjectID] {
    var trees: [String: ObjectID] = [:]
    let scripts = try ScriptTree(of: revision.commit, directory: revision.scripts, in: repository)
    for name in scripts.changes {
        let path = "\(revision.scripts)/changes/\(name)"
        trees[name] = try repository.entry(atPath: path, inTreeOf: revision.commit)?.id
    }
    return trees
}

/// The names of the change directories that one tree has and an older one has not, in the order to undo them.
///
/// Newest first in topological order of the commits that introduced them, ties by name. A directory that was
/// renamed, or moved with the whole scripts directory, counts from its first name. Directories that are
/// older than `old` are skipped.
///
/// - Throws: ``RollbackError/unrelatedHistories(from:to:changes:)``, `GitError`.
func changesToRevert(
    from new: ScriptTree, to old: ScriptTree, in repository: borrowing Repository
) throws -> [String] {
    let kept = Set(old.changes)
    let candidates = new.changes.filter { !kept.contains($0) }
    guard !candidates.isEmpty else { return [] }
    let order = try repository.commitsBetween(base: old.commit, tip: new.commit)
    guard try haveHistoryInCommon(order, in: repository) else {
        throw RollbackError.unrelatedHistories(from: new.commit, to: old.commit, changes: candidates)
    }
    let ranks = Dictionary(uniqueKeysWithValues: zip(order, order.indices))
    var found: [(rank: Int, name: String)] = []
    for name in candidates {
        let path = "\(new.directory)/changes/\(name)"
        let origin = try origin(ofDirectory: path, base: old.commit, tip: new.commit, in: repository)
        if let origin, let rank = ranks[origin] { found.append((rank, name)) }
    }
    return found.sorted { $0 < $1 }.map(\.name)
}

/// Whether commits that one side alone has hang on a commit of the other side.
private func haveHistoryInCommon(
    _ ownCommits: [ObjectID], in repository: borrowing Repository
) throws(GitError) -> Bool {
    let own = Set(ownCommits)
    for id in ownCommits where try repository.commit(id).parents.contains(where: { !own.contains($0) }) {
        return true
    }
    return ownCommits.isEmpty
}

/// The commit in `base..tip` that introduced a directory under its first name; nil when it came before.
private func origin(
    ofDirectory path: String, base: ObjectID, tip: ObjectID, in repository: borrowing Repository
) throws(GitError) -> ObjectID? {
    guard let introduced = try repository.introducingCommit(ofDirectory: path, base: base, tip: tip) else {
        return nil
    }
    for parent in try repository.commit(introduced).parents {
        if let former = try formerPath(of: path, in: introduced, parent: parent, in: repository) {
            return try origin(ofDirectory: former, base: base, tip: parent, in: repository)
        }
    }
    return introduced
}

/// Where a commit's parent has a directory with the same content that the commit itself no longer has there.
///
/// Where several are left, one of the same name goes first.
private func formerPath(
    of path: String, in commit: ObjectID, parent: ObjectID, in repository: borrowing Repository
) throws(GitError) -> String? {
    let file = "/change.yaml"
    guard let tree = try repository.entry(atPath: path, inTreeOf: commit)?.id else { return nil }
    var former: [String] = []
    for entry in try repository.entries(under: "", of: parent) where entry.path.hasSuffix(file) {
        let candidate = String(entry.path.dropLast(file.count))
        if try repository.entry(atPath: candidate, inTreeOf: parent)?.id == tree,
            try repository.entry(atPath: candidate, inTreeOf: commit) == nil
        {
            former.append(candidate)
        }
    }
    let name = path.split(separator: "/").last
    return former.first { $0.split(separator: "/").last == name } ?? former.first
}
