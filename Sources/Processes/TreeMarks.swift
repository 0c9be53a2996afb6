import Glibc

/// What the kernel notes of every file below a directory when somebody changes it: no program can set the time of a file's last
/// change back (`ctime`, inode(7)).
///
/// Two of the same tree are equal as long as nothing in it was written, added, moved, or given another mode or owner. Contents are
/// not read. Nothing outlives a copy or a reboot.
package struct TreeMarks: Sendable, Hashable {
    private let marks: [String: Mark]

    private struct Mark: Sendable, Hashable {
        let inode: UInt64
        let mode: UInt32
        let size: Int64
        let changedSeconds: Int64
        let changedNanoseconds: Int64

        init(_ status: stat) {
            inode = UInt64(status.st_ino)
            mode = status.st_mode
            // Of a directory only what its entries are is looked at, so that reading one twice is no change.
            size = Int64(status.st_size)
            changedSeconds = Int64(status.st_ctim.tv_sec)
            changedNanoseconds = Int64(status.st_ctim.tv_nsec)
        }
    }

    /// - Parameters:
    ///   - top: A directory.
    ///   - paths: Only these, relative to it, of which some may be missing; nil: everything.
    ///   - excluded: Directories below it that are left out.
    /// - Throws: where a part of it cannot be read, or there is more than the limits allow.
    package init(
        of top: String, only paths: [String]? = nil, except excluded: [String] = [],
        limits: TreeLimits = .usual
    ) throws(FileError) {
        var marks: [String: Mark] = [:]
        if let paths {
            for path in paths {
                var status = stat()
                if lstat("\(top)/\(path)", &status) == 0 { marks[path] = Mark(status) }
            }
        } else {
            var bound = TreeBound(limits, of: top, to: "watch")
            try TreeMarks.collect(
                try Descriptor(opening: top, O_RDONLY | O_DIRECTORY), top, "", excluded, levels: 0, &bound,
                into: &marks)
        }
        self.marks = marks
    }

    private static func collect(
        _ directory: borrowing Descriptor, _ path: String, _ prefix: String, _ excluded: [String],
        levels: Int, _ bound: inout TreeBound, into marks: inout [String: Mark]
    ) throws(FileError) {
        try bound.checkDepth(levels)
        for name in try directory.entries(path: path, most: bound.left + 1) {
            let own = prefix + text(name)
            try bound.count()
            if excluded.contains(own) { continue }
            var status = stat()
            guard fstatat(directory.number, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
                throw FileError(joined(path, name), "look at")
            }
            marks[own] = Mark(status)
            guard status.st_mode & S_IFMT == S_IFDIR else { continue }
            let inner = try directory.open(name, O_RDONLY | O_DIRECTORY, path: joined(path, name))
            try collect(
                inner, joined(path, name), own + "/", excluded, levels: levels + 1, &bound, into: &marks)
        }
    }

    /// The first path, by name, that is not in both alike; nil where they are equal.
    package func firstDifference(from other: TreeMarks) -> String? {
        guard marks != other.marks else { return nil }
        return Set(marks.keys).union(other.marks.keys).filter { marks[$0] != other.marks[$0] }.min()
    }
}
