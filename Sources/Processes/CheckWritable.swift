import Glibc

/// - Throws: where the directory that a file is to be written to is not there, or closed to this user.
package func checkWritable(directoryOf path: String) throws(FileError) {
    let directory = splitPath(path).directory
    guard access(directory, W_OK | X_OK) == 0 else { throw FileError(path, "write") }
}
