import Glibc

/// Why a file could not be read.
enum FileContentError: Error, Hashable, CustomStringConvertible {
    case absent
    /// A pipe, a device, a directory: reading it could wait for ever.
    case notRegular
    case system(code: Int32)
    case tooLarge(limit: Int)
    case notUTF8

    var description: String {
        switch self {
        case .absent: "there is no such file"
        case .notRegular: "it is no regular file"
        case .system(let code): String(cString: strerror(code))
        case .tooLarge(let limit): "it has more than \(limit) bytes"
        case .notUTF8: "it is not UTF-8 text"
        }
    }
}

/// A small file that was opened once: its text, and whose it is.
struct FileContent {
    let text: String
    let status: stat

    /// Reads a file of at most a megabyte.
    ///
    /// - Parameter onlyRegular: whether a pipe, which is waited for, is refused.
    init(_ path: String, onlyRegular: Bool = false) throws(FileContentError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | (onlyRegular ? O_NONBLOCK : 0))
        guard descriptor >= 0 else { throw errno == ENOENT ? .absent : .system(code: errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .system(code: errno) }
        guard !onlyRegular || status.st_mode & S_IFMT == S_IFREG else { throw .notRegular }
        self.status = status
        text = try Self.text(descriptor)
    }

    private static func text(_ descriptor: Int32) throws(FileContentError) -> String {
        let limit = 1 << 20
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count <= limit {
            let count = read(descriptor, &buffer, buffer.count)
            if count == 0 {
                guard let text = String(validating: bytes, as: UTF8.self) else { throw .notUTF8 }
                return text
            }
            if count > 0 {
                bytes += buffer[..<count]
            } else if errno != EINTR {
                throw .system(code: errno)
            }
        }
        throw .tooLarge(limit: limit)
    }
}
