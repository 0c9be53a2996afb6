import Glibc

/// Removes a file or a directory with everything in it, however deep; links are removed, not followed.
///
/// Directories that their owner may not write to are made writable first. What does not exist counts as removed.
/// When this throws, part of the tree may be gone, and what lay deep in it may lie at its top.
package func removeTree(_ path: String) throws(FileError) {
    try removeEntry(FileName(path.utf8CString), of: AT_FDCWD, path: path, below: nil)
}

/// Directories within each other that are open at once: as many descriptors.
private let mostLevels = 64
/// Of looking for what was put at the top; each removes that many levels.
private let mostRounds = 100_000

/// A directory whose contents are being removed, and how far below the top it is.
private struct Level {
    let top: Int32
    let depth: Int
}

private func removeEntry(
    _ name: FileName, of parent: Int32, path: String, below level: Level?
) throws(FileError) {
    if unlinkat(parent, name, 0) == 0 || errno == ENOENT { return }
    guard errno == EISDIR else { throw FileError(path, "remove") }
    if let level, level.depth == mostLevels, moveToTop(name, of: parent, level) { return }
    let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
    var opened = openat(parent, name, flags)
    if opened < 0 && errno == EACCES && fchmodat(parent, name, 0o700, 0) == 0 {
        opened = openat(parent, name, flags)
    }
    guard opened >= 0 else { throw FileError(path, "open") }
    let directory = Descriptor(owning: opened)
    let inner = Level(top: level?.top ?? directory.number, depth: (level?.depth ?? 0) + 1)
    // What lies too deep comes to the top, which is looked at again for it.
    for _ in 0..<(level == nil ? mostRounds : 1) {
        // A list begins where the one before ended.
        lseek(directory.number, 0, SEEK_SET)
        let entries = try directory.entries(path: path)
        if entries.isEmpty { break }
        if fchmod(directory.number, 0o700) != 0 { throw FileError(path, "change the mode of") }
        for entry in entries {
            try removeEntry(entry, of: directory.number, path: joined(path, entry), below: inner)
        }
    }
    guard unlinkat(parent, name, AT_REMOVEDIR) == 0 || errno == ENOENT else {
        throw FileError(path, "remove")
    }
}

/// False where the kernel refuses, as for a directory that something is mounted on.
private func moveToTop(_ name: FileName, of parent: Int32, _ level: Level) -> Bool {
    // A directory that is moved has to be writable: its entry `..` changes.
    guard fchmodat(parent, name, 0o700, 0) == 0 else { return false }
    let free = FileName(".pawl-\(UInt64.random(in: .min ... .max))".utf8CString)
    return renameat(parent, name, level.top, free) == 0
}
