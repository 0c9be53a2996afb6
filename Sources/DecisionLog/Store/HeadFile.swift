import Glibc
import JSON
import Processes

/// The file with the heads of a log, one line of canonical JSON each, that only grows.
///
/// Nothing of it is believed by itself: an ``Extent``, which stands in the sealed cache, binds every byte that counts.
struct HeadFile: Sendable {
    let path: String

    /// Larger than any log, so that a file that somebody else has put there is not read.
    private static let sizeLimit = 1 << 30

    /// How much of the file counts, and its digest.
    struct Extent: Hashable, Sendable, Codable {
        /// Of heads.
        let count: Int
        /// In bytes.
        let length: Int
        /// Of the lines, one after the other: each makes a new digest of the one before it and of itself.
        let digest: TreeHash

        static let nothing = Extent(count: 0, length: 0, digest: .empty)

        func adding(_ line: some Sequence<UInt8>) -> Extent {
            let bytes = Array(line)
            return Extent(
                count: count + 1, length: length + bytes.count, digest: .node(digest, .leaf(bytes)))
        }
    }

    /// Nil where the file does not have what the extent binds.
    func heads(in extent: Extent) -> LogHeads? {  // nil: see above
        do {
            let bytes = try smallFile(path, limit: Self.sizeLimit)
            guard bytes.count >= extent.length else { return nil }
            var found = Extent.nothing
            var heads = LogHeads()
            var rest = bytes[..<extent.length]
            while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                found = found.adding(rest[...end])
                heads.append(try JCS.read(LogHead.self, from: JSONParser.parse(Array(rest[..<end]))))
                rest = rest[(end + 1)...]
            }
            return found == extent ? heads : nil
        } catch {
            return nil
        }
    }

    /// Adds heads behind those of an extent, whatever stood there, and returns the extent that has all; nothing is synced.
    ///
    /// - Parameter extent: `nothing` for a new file.
    /// - Throws: also where the file is shorter than the extent.
    func append(_ heads: some Sequence<LogHead>, to extent: Extent) throws -> Extent {
        var grown = extent
        var lines: [UInt8] = []
        for head in heads {
            let line = try JCS.bytes(head) + [UInt8(ascii: "\n")]
            grown = grown.adding(line)
            lines += line
        }
        try write(lines, at: extent.length)
        return grown
    }

    private func write(_ bytes: [UInt8], at offset: Int) throws(FileError) {
        let file = open(path, O_WRONLY | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw FileError(path, "open") }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size >= offset,
            ftruncate(file, offset) == 0
        else { throw FileError(path, "write to") }
        var rest = bytes[...]
        while !rest.isEmpty {
            let at = offset + bytes.count - rest.count
            let count = rest.withUnsafeBytes { pwrite(file, $0.baseAddress, $0.count, at) }
            if count >= 0 {
                rest = rest.dropFirst(count)
            } else if errno != EINTR {
                throw FileError(path, "write to")
            }
        }
    }
}
