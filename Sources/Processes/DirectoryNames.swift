import Glibc

/// The names in a directory, without `.` and `..`, sorted.
package func directoryNames(_ path: String) throws(FileError) -> [String] {
    try Descriptor(opening: path, O_RDONLY | O_DIRECTORY).entries(path: path).map(text).sorted()
}

/// Gives a file or directory another path on the same file system.
package func moveFile(from source: String, to target: String) throws(FileError) {
    guard rename(source, target) == 0 else { throw FileError(source, "move") }
}
