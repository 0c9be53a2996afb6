import Glibc

/// Removes a file or a directory with everything in it; links are removed, not followed.
///
/// Directories that their owner may not write to are made writable first. What does not exist counts as removed.
/// When this throws, part of the tree may be gone.
package func removeTree(_ path: String) throws(FileError) {
    try removeEntry(FileName(path.utf8CString), of: AT_FDCWD, path: path)
}

private func removeEntry(_ name: FileName, of parent: Int32, path: String) throws(FileError) {
    if unlinkat(parent, name, 0) == 0 || errno == ENOENT { return }
    guard errno == EISDIR else { throw FileError(path, "remove") }
    let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
    var opened = openat(parent, name, flags)
    if opened < 0 && errno == EACCES && fchmodat(parent, name, 0o700, 0) == 0 {
        opened = openat(parent, name, flags)
    }
    guard opened >= 0 else { throw FileError(path, "open") }
    let directory = Descriptor(owning: opened)
    let entries = try directory.entries(path: path)
    if !entries.isEmpty && fchmod(directory.number, 0o700) != 0 {
        throw FileError(path, "change the mode of")
    }
    for entry in entries {
        try removeEntry(entry, of: directory.number, path: joined(path, entry))
    }
    guard unlinkat(parent, name, AT_REMOVEDIR) == 0 || errno == ENOENT else {
        throw FileError(path, "remove")
    }
}
