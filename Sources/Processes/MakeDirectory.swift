import Glibc

/// Makes a directory (0700) with all that lead to it; one that is there already is left as it is.
package func makeDirectory(_ path: String) throws(FileError) {
    if mkdir(path, 0o700) == 0 || errno == EEXIST { return }
    guard errno == ENOENT else { throw FileError(path, "make directory") }
    let (parent, _) = splitPath(path)
    guard parent != path, !parent.isEmpty else { throw FileError(path, "make directory") }
    try makeDirectory(parent)
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw FileError(path, "make directory") }
}
