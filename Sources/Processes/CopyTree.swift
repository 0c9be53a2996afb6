import CPlatform
import Glibc

/// Copies a directory with everything in it to a path that does not exist yet.
///
/// Files, directories and symbolic links come along with their permissions, not with owners or times; a hard link
/// becomes a file of its own; sockets, pipes and devices are left out. Where the file system can share blocks, no
/// data is copied. It blocks for as long as the copying takes.
///
/// - Throws: with a part of the copy in place, which the caller removes.
package func copyTree(from source: String, to target: String) throws(FileError) {
    let directory = try Descriptor(opening: source, O_RDONLY | O_DIRECTORY)
    try copyDirectory(directory, to: FileName(target.utf8CString), of: AT_FDCWD, source, target)
}

private func copyDirectory(
    _ source: borrowing Descriptor, to name: FileName, of parent: Int32, _ sourcePath: String, _ path: String
) throws(FileError) {
    guard mkdirat(parent, name, 0o700) == 0 else { throw FileError(path, "create") }
    let opened = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard opened >= 0 else { throw FileError(path, "open") }
    let target = Descriptor(owning: opened)
    for entry in try source.entries(path: sourcePath) {
        try copyEntry(entry, from: source, to: target, joined(sourcePath, entry), joined(path, entry))
    }
    // Last, because the mode may forbid writing.
    try target.setMode(of: source, sourcePath, path)
}

private func copyEntry(
    _ name: FileName, from source: borrowing Descriptor, to target: borrowing Descriptor,
    _ sourcePath: String, _ path: String
) throws(FileError) {
    var status = stat()
    guard fstatat(source.number, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
        throw FileError(sourcePath, "look at")
    }
    switch status.st_mode & S_IFMT {
    case S_IFDIR:
        let directory = try source.open(name, O_RDONLY | O_DIRECTORY, path: sourcePath)
        try copyDirectory(directory, to: name, of: target.number, sourcePath, path)
    case S_IFREG:
        // Whoever has the files may have put a pipe there meanwhile.
        let original = try source.open(name, O_RDONLY | O_NONBLOCK, path: sourcePath)
        guard try original.status(path: sourcePath).st_mode & S_IFMT == S_IFREG else {
            throw FileError(sourcePath, "copy", code: EINVAL)
        }
        let copy = try target.open(name, O_WRONLY | O_CREAT | O_EXCL, mode: 0o600, path: path)
        guard pawl_copy_file(original.number, copy.number) == 0 else { throw FileError(path, "copy to") }
        try copy.setMode(of: original, sourcePath, path)
    case S_IFLNK:
        var link = FileName(repeating: 0, count: Int(PATH_MAX) + 1)
        guard readlinkat(source.number, name, &link, Int(PATH_MAX)) > 0 else {
            throw FileError(sourcePath, "read")
        }
        guard symlinkat(link, target.number, name) == 0 else { throw FileError(path, "create") }
    default:
        return  // a socket, pipe or device means nothing without the process behind it
    }
}

extension Descriptor {
    fileprivate func setMode(
        of original: borrowing Descriptor, _ originalPath: String, _ path: String
    ) throws(FileError) {
        let mode = try original.status(path: originalPath).st_mode & 0o7777
        guard fchmod(number, mode) == 0 else { throw FileError(path, "change the mode of") }
    }
}
