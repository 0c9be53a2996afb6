import CPlatform
import Glibc

/// Copies a directory with everything in it to a path that does not exist yet.
///
/// Files, directories and symbolic links come along with their permissions, not with owners or times; a hard link
/// becomes a file of its own; sockets, pipes and devices are left out. Where the file system can share blocks, no
/// data is copied. It blocks for as long as the copying takes, and ends soon when the task is cancelled (`ECANCELED`).
///
/// - Parameter excluded: What is left out, as paths that begin with `source`.
/// - Throws: before anything is copied where there is more than the limits allow; else with a part of the copy in place, which the
///   caller removes. Before the file system is full: what would take more than fifteen sixteenths of the room that is free is
///   refused (`ENOSPC`).
package func copyTree(
    from source: String, to target: String, except excluded: [String] = [], limits: TreeLimits = .usual
) throws(FileError) {
    _ = try TreeSize(of: [source], limits: limits, to: "copy")
    let directory = try Descriptor(opening: source, O_RDONLY | O_DIRECTORY)
    var copy = TreeCopy(of: source, except: Set(excluded), limits: limits)
    try copy.directory(directory, to: FileName(target.utf8CString), of: AT_FDCWD, source, target, levels: 0)
}

private struct TreeCopy {
    private let excluded: Set<String>
    /// Also of what appears meanwhile.
    private var bound: TreeBound
    /// Bytes that may still be written before the file system is asked again.
    private var room: Int64 = 0
    private var kept: Int64?

    init(of top: String, except excluded: Set<String>, limits: TreeLimits) {
        self.excluded = excluded
        bound = TreeBound(limits, of: top, to: "copy")
    }

    mutating func directory(
        _ source: borrowing Descriptor, to name: FileName, of parent: Int32, _ sourcePath: String,
        _ path: String, levels: Int
    ) throws(FileError) {
        try bound.checkDepth(levels)
        guard mkdirat(parent, name, 0o700) == 0 else { throw FileError(path, "create") }
        let opened = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard opened >= 0 else { throw FileError(path, "open") }
        let target = Descriptor(owning: opened)
        for entry in try source.entries(path: sourcePath, most: bound.left + 1) {
            try self.entry(
                entry, from: source, to: target, joined(sourcePath, entry), joined(path, entry),
                levels: levels)
        }
        // Last, because the mode may forbid writing.
        try target.setMode(of: source, sourcePath, path)
    }

    private mutating func entry(
        _ name: FileName, from source: borrowing Descriptor, to target: borrowing Descriptor,
        _ sourcePath: String, _ path: String, levels: Int
    ) throws(FileError) {
        if Task.isCancelled { throw FileError(sourcePath, "copy", code: ECANCELED) }
        if excluded.contains(sourcePath) { return }
        try bound.count()
        var status = stat()
        guard fstatat(source.number, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
            throw FileError(sourcePath, "look at")
        }
        switch status.st_mode & S_IFMT {
        case S_IFDIR:
            let directory = try source.open(name, O_RDONLY | O_DIRECTORY, path: sourcePath)
            try self.directory(directory, to: name, of: target.number, sourcePath, path, levels: levels + 1)
        case S_IFREG:
            // Whoever has the files may have put a pipe there meanwhile.
            let original = try source.open(name, O_RDONLY | O_NONBLOCK, path: sourcePath)
            let status = try original.status(path: sourcePath)
            guard status.st_mode & S_IFMT == S_IFREG else {
                throw FileError(sourcePath, "copy", code: EINVAL)
            }
            try takeRoom(for: status, in: target, path)
            let copy = try target.open(name, O_WRONLY | O_CREAT | O_EXCL, mode: 0o600, path: path)
            guard pawl_copy_file(original.number, copy.number, { Task.isCancelled }) == 0 else {
                throw FileError(path, "copy to")
            }
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

    /// What is never written of a file takes no room, and what shares its blocks takes none either: so the file system is asked once
    /// more before anything is refused.
    private mutating func takeRoom(
        for status: stat, in target: borrowing Descriptor, _ path: String
    ) throws(FileError) {
        let blockBytes: Int64 = 512
        let needed = min(Int64(status.st_size), Int64(status.st_blocks) * blockBytes)
        if needed > room {
            var system = statvfs()
            guard fstatvfs(target.number, &system) == 0 else { throw FileError(path, "look for room for") }
            let free = Int64(clamping: UInt64(system.f_bavail) * UInt64(system.f_frsize))
            let spared = kept ?? free / 16
            kept = spared
            room = free - spared
        }
        guard needed <= room else { throw FileError(path, "copy to", code: ENOSPC) }
        room -= needed
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
