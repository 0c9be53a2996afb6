import Glibc

/// A temporary directory whose owner has died without removing it.
package struct LeftDirectory: Hashable, Sendable {
    package let path: String
    package let owner: ProcessOwner

    /// Makes this process its owner, so that no other one removes it at the same time.
    package func claim() throws(FileError) {
        let file = TemporaryDirectory.ownerFile(of: path)
        let new = "\(file).\(getpid())"
        guard symlink(ProcessOwner.current?.text ?? "unknown", new) == 0 else {
            throw FileError(new, "create")
        }
        guard rename(new, file) == 0 else {
            let code = errno
            unlink(new)
            throw FileError(file, "replace", code: code)
        }
    }

    /// Removes it with everything in it; links are not followed.
    package func remove() throws(FileError) {
        try removeTree(path)
        try removeTree(TemporaryDirectory.ownerFile(of: path))
    }
}

/// The directories below `TMPDIR` with one of these beginnings that belong to this user and whose owner is known to be
/// dead, sorted by path. What is a link, of another user, or of an owner that nobody knows is not among them.
package func leftDirectories(prefixes: [String]) throws(FileError) -> [LeftDirectory] {
    let parent = TemporaryDirectory.usualParent
    var left: [LeftDirectory] = []
    for name in try directoryNames(parent) {
        guard name.hasSuffix(TemporaryDirectory.ownerSuffix), prefixes.contains(where: name.hasPrefix),
            let owner = owner("\(parent)/\(name)"), owner.isDead
        else { continue }
        let path = "\(parent)/\(name.dropLast(TemporaryDirectory.ownerSuffix.count))"
        var status = stat()
        let isThere = lstat(path, &status) == 0
        guard isThere ? status.isOwn(S_IFDIR) : errno == ENOENT else { continue }
        left.append(LeftDirectory(path: path, owner: owner))
    }
    return left
}

/// What this user's owner link says; nil for anything else under its name.
private func owner(_ path: String) -> ProcessOwner? {
    var status = stat()
    guard lstat(path, &status) == 0, status.isOwn(S_IFLNK) else { return nil }
    return link(path).flatMap { ProcessOwner($0) }
}

extension stat {
    fileprivate func isOwn(_ kind: mode_t) -> Bool { st_mode & S_IFMT == kind && st_uid == geteuid() }
}
