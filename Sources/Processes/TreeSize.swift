import Glibc

/// How much lies below directories, as one walk finds it that reads no file and ends at the limits.
///
/// Links are not followed. What appears or goes meanwhile may be missed.
package struct TreeSize: Sendable {
    /// Of all files as their sizes say, added up.
    package private(set) var bytes: Int64 = 0
    /// Of these, what was never written: it takes no room, and as long to read as everything else.
    package private(set) var holeBytes: Int64 = 0
    /// Files with several names.
    private var linked: [File: Names] = [:]

    private struct File: Hashable {
        let device: UInt64
        let inode: UInt64
    }

    private struct Names {
        /// The first that was found, relative to its top.
        let path: String
        var found = 0
        let all: Int
    }

    /// - Throws: where a part cannot be read, or there is more than the limits allow.
    package init(of tops: [String], limits: TreeLimits = .usual, to action: String) throws(FileError) {
        for top in tops {
            var bound = TreeBound(limits, of: top, to: action)
            try add(try Descriptor(opening: top, O_RDONLY | O_DIRECTORY), top, "", levels: 0, &bound)
        }
    }

    /// The first file, by its path, that has a name outside of what was walked, or of `whole` where that is given; nil where
    /// there is none. Whatever it is, it is somebody else's too.
    package func nameOutside(of whole: TreeSize? = nil) -> String? {
        let all = (whole ?? self).linked
        return linked.filter { file, names in (all[file]?.found ?? 0) < names.all }.map(\.value.path).min()
    }

    private mutating func add(
        _ directory: borrowing Descriptor, _ path: String, _ prefix: String, levels: Int,
        _ bound: inout TreeBound
    ) throws(FileError) {
        try bound.checkDepth(levels)
        for name in try directory.entries(path: path, most: bound.left + 1) {
            if Task.isCancelled { throw FileError(joined(path, name), "look at", code: ECANCELED) }
            try bound.count()
            var status = stat()
            guard fstatat(directory.number, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
                if errno == ENOENT { continue }
                throw FileError(joined(path, name), "look at")
            }
            switch status.st_mode & S_IFMT {
            case S_IFREG: add(status, prefix + text(name))
            case S_IFDIR:
                do throws(FileError) {
                    let inner = try directory.open(name, O_RDONLY | O_DIRECTORY, path: joined(path, name))
                    try add(
                        inner, joined(path, name), "\(prefix)\(text(name))/", levels: levels + 1, &bound)
                } catch {
                    guard error.code == ENOENT else { throw error }
                }
            default: continue
            }
        }
    }

    private mutating func add(_ status: stat, _ path: @autoclosure () -> String) {
        let size = Int64(status.st_size)
        bytes = bytes.addingReportingOverflow(size).overflow ? .max : bytes + size
        let blockBytes: Int64 = 512
        let hole = max(0, size - Int64(status.st_blocks) * blockBytes)
        holeBytes = holeBytes.addingReportingOverflow(hole).overflow ? .max : holeBytes + hole
        guard status.st_nlink > 1 else { return }
        let file = File(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
        linked[file, default: Names(path: path(), all: Int(status.st_nlink))].found += 1
    }
}
