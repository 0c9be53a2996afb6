import Glibc

/// The bytes of a small regular file that nobody writes to any more. A link, a pipe or a larger file is not read: who may
/// write where it lies cannot make its reader wait.
package func smallFile(_ path: String, limit: Int) throws(FileError) -> [UInt8] {
    let file = try Descriptor(opening: path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
    let status = try file.status(path: path)
    guard status.st_mode & S_IFMT == S_IFREG, status.st_size <= limit else {
        throw FileError(path, "read", code: status.st_size > limit ? EFBIG : EINVAL)
    }
    return try file.readAll(path: path)
}

/// The lines of a small file such as those of `/proc`; none where it cannot be read.
func lines(_ path: String) -> [String] {
    fileText(path).split(separator: "\n").map(String.init)
}

/// Empty where it cannot be read.
func fileText(_ path: String) -> String {
    do throws(FileError) {
        let bytes = try Descriptor(opening: path, O_RDONLY | O_NONBLOCK).readAll(path: path)
        return String(decoding: bytes, as: UTF8.self)
    } catch {
        return ""
    }
}

/// Nil where there is none, or it cannot be read.
func firstLine(_ path: String) -> String? { lines(path).first }

/// Where a symbolic link leads; nil where it cannot be read.
func link(_ path: String) -> String? {
    var buffer = [CChar](repeating: 0, count: 4096)
    return readlink(path, &buffer, buffer.count - 1) > 0 ? text(buffer) : nil
}

/// None of a directory that cannot be read.
func names(in path: String) -> [String] {
    do throws(FileError) {
        return try directoryNames(path)
    } catch {
        return []
    }
}
