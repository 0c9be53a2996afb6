import Glibc

/// Replaces a file as a whole: whoever reads it, even after a power cut, finds the old bytes or the new ones.
///
/// When this returns, bytes and name are on disk. When it throws, the old file is untouched. `mode` holds exactly,
/// whatever the umask.
package func durableWrite(_ bytes: [UInt8], to path: String, mode: UInt32 = 0o644) throws(FileError) {
    try replace(path, by: bytes, mode: mode, syncs: true)
}

/// The same, without waiting for the disk: after a power cut the file may have neither the old bytes nor the new ones.
package func replaceFile(_ bytes: [UInt8], at path: String, mode: UInt32 = 0o644) throws(FileError) {
    try replace(path, by: bytes, mode: mode, syncs: false)
}

private func replace(_ path: String, by bytes: [UInt8], mode: UInt32, syncs: Bool) throws(FileError) {
    let (directoryPath, name) = splitPath(path)
    let directory = try Descriptor(opening: directoryPath, O_RDONLY | O_DIRECTORY)
    let temporary = ".\(name).\(getpid()).\(UInt64.random(in: 0...UInt64.max))"
    let flags = O_WRONLY | O_CREAT | O_EXCL
    let file = try directory.open(FileName(temporary.utf8CString), flags, mode: 0o600, path: path)
    do throws(FileError) {
        try file.writeAll(bytes, path: path)
        guard fchmod(file.number, mode) == 0 else { throw FileError(path, "change the mode of") }
        if syncs { try file.sync(path: path) }
        try file.closeChecked(path: path)
        guard renameat(directory.number, temporary, directory.number, name) == 0 else {
            throw FileError(path, "replace")
        }
    } catch {
        unlinkat(directory.number, temporary, 0)
        throw error
    }
    if syncs { try directory.sync(path: directoryPath) }
}

extension Descriptor {
    func sync(path: String) throws(FileError) {
        guard fsync(number) == 0 else { throw FileError(path, "sync") }
    }
}

/// The directory that holds a file, and the file's name in it.
package func splitPath(_ path: String) -> (directory: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    let directory = slash == path.startIndex ? "/" : String(path[..<slash])
    return (directory, String(path[path.index(after: slash)...]))
}
