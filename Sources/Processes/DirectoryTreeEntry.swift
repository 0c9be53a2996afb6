import Glibc

/// One thing in a directory tree: what it is, its permissions, and where it stands below the top.
package struct DirectoryTreeEntry: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        case directory
        case file(size: Int64)
        /// With the bytes that it points to.
        case link(target: [UInt8])
        /// A socket, pipe or device.
        case other
    }

    /// The bytes of its path relative to the top, parts joined by `/`.
    package let path: [UInt8]
    package let kind: Kind
    /// The twelve permission bits.
    package let mode: UInt32
}

/// All that lies below a directory, the directory itself left out, sorted by the bytes of their paths.
///
/// Links are not followed. What appears or goes meanwhile may be missed.
///
/// - Throws: also where there is more than the limits allow.
package func treeEntries(
    of top: String, limits: TreeLimits = .usual
) throws(FileError) -> [DirectoryTreeEntry] {
    let directory = try Descriptor(opening: top, O_RDONLY | O_DIRECTORY)
    var found: [DirectoryTreeEntry] = []
    var bound = TreeBound(limits, of: top, to: "read")
    try collect(directory, top, below: [], levels: 0, &bound, into: &found)
    return found.sorted { $0.path.lexicographicallyPrecedes($1.path) }
}

private func collect(
    _ directory: borrowing Descriptor, _ path: String, below prefix: [UInt8],
    levels: Int, _ bound: inout TreeBound, into found: inout [DirectoryTreeEntry]
) throws(FileError) {
    try bound.checkDepth(levels)
    for name in try directory.entries(path: path, most: bound.left + 1) {
        try bound.count()
        var status = stat()
        guard fstatat(directory.number, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
            throw FileError(joined(path, name), "look at")
        }
        let own = prefix + name.dropLast().map { UInt8(bitPattern: $0) }
        let mode = status.st_mode & 0o7777
        switch status.st_mode & S_IFMT {
        case S_IFDIR:
            found.append(DirectoryTreeEntry(path: own, kind: .directory, mode: mode))
            let inner = try directory.open(name, O_RDONLY | O_DIRECTORY, path: joined(path, name))
            try collect(
                inner, joined(path, name), below: own + [UInt8(ascii: "/")], levels: levels + 1, &bound,
                into: &found)
        case S_IFREG:
            found.append(DirectoryTreeEntry(path: own, kind: .file(size: Int64(status.st_size)), mode: mode))
        case S_IFLNK:
            var link = FileName(repeating: 0, count: Int(PATH_MAX) + 1)
            let length = readlinkat(directory.number, name, &link, Int(PATH_MAX))
            guard length > 0 else { throw FileError(joined(path, name), "read") }
            let target = link.prefix(length).map { UInt8(bitPattern: $0) }
            found.append(DirectoryTreeEntry(path: own, kind: .link(target: target), mode: mode))
        default:
            found.append(DirectoryTreeEntry(path: own, kind: .other, mode: mode))
        }
    }
}

/// Hands out the bytes of a file in pieces of at most 1 MiB, without following a link at its end.
///
/// - Parameter limit: How many bytes it may have.
/// - Throws: also for what is no regular file: a pipe would keep its reader waiting.
package func readPieces(
    of path: String, limit: Int64 = .max, _ body: ([UInt8]) -> Void
) throws(FileError) {
    try readPieces(
        of: try Descriptor(opening: path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK), path, limit: limit, body)
}

/// The same of an entry of a tree, by the bytes of its path: its name need not be UTF-8.
package func readPieces(
    of path: [UInt8], below top: String, _ body: ([UInt8]) -> Void
) throws(FileError) {
    let name = Array(top.utf8) + [UInt8(ascii: "/")] + path
    let number = open(
        (name + [0]).map { CChar(bitPattern: $0) }, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    let shown = String(decoding: name, as: UTF8.self)
    guard number >= 0 else { throw FileError(shown, "open") }
    try readPieces(of: Descriptor(owning: number), shown, limit: .max, body)
}

private func readPieces(
    of file: borrowing Descriptor, _ path: String, limit: Int64, _ body: ([UInt8]) -> Void
) throws(FileError) {
    let status = try file.status(path: path)
    guard status.st_mode & S_IFMT == S_IFREG else { throw FileError(path, "read", code: EINVAL) }
    guard Int64(status.st_size) <= limit else { throw FileError(path, "read", code: EFBIG) }
    // Most files are small, and a tree may have a million.
    var buffer = [UInt8](repeating: 0, count: min(1 << 20, max(1 << 12, Int(status.st_size) + 1)))
    while true {
        let count = read(file.number, &buffer, buffer.count)
        if count == 0 { return }
        if count > 0 {
            body(Array(buffer[..<count]))
        } else if errno != EINTR {
            throw FileError(path, "read")
        }
    }
}
