import Glibc

/// A file of lines that only grows: a journal.
///
/// One process at a time may have it open; hold a ``FileLock`` around it.
package struct AppendOnlyFile: ~Copyable, Sendable {
    private let file: Descriptor
    private let path: String

    /// Opens the file, or creates it (0600). A last line that was never finished, because the writer died in the
    /// middle, is cut off.
    package init(_ path: String) throws(FileError) {
        let file = try Descriptor(opening: path, O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW)
        let content = try file.readAll(path: path)
        try file.truncate(to: finishedPart(of: content).count, path: path)
        let directory = splitPath(path).directory
        try Descriptor(opening: directory, O_RDONLY | O_DIRECTORY).sync(path: directory)
        self.path = path
        self.file = file
    }

    /// Appends one line; when this returns, it is on disk. When it throws, the file ends with the line before.
    ///
    /// - Precondition: the line holds no line feed.
    package func append(_ line: String) throws(FileError) {
        precondition(!line.utf8.contains(UInt8(ascii: "\n")), "a record is one line")
        let length = Int(try file.status(path: path).st_size)
        do throws(FileError) {
            try file.writeAll(Array(line.utf8) + [UInt8(ascii: "\n")], path: path)
            guard fdatasync(file.number) == 0 else { throw FileError(path, "sync") }
        } catch {
            try file.truncate(to: length, path: path)
            throw error
        }
    }

    /// The finished lines of such a file, oldest first; none where there is no file. The file is left as it is.
    package static func lines(of path: String) throws(FileError) -> [String] {
        do throws(FileError) {
            let content = try Descriptor(opening: path, O_RDONLY | O_NOFOLLOW).readAll(path: path)
            return finishedPart(of: content).split(
                separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false
            )
            .dropLast().map { String(decoding: $0, as: UTF8.self) }
        } catch {
            if error.code == ENOENT { return [] }
            throw error
        }
    }
}

/// Everything up to the last line feed, and with it.
private func finishedPart(of content: [UInt8]) -> ArraySlice<UInt8> {
    content[..<(content.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0)]
}

extension Descriptor {
    func truncate(to length: Int, path: String) throws(FileError) {
        guard ftruncate(number, off_t(length)) == 0, fdatasync(number) == 0 else {
            throw FileError(path, "cut")
        }
    }
}
