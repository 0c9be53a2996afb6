import Glibc

/// How many bytes this user can still write on the file system of a path.
package func freeSpace(at path: String) throws(FileError) -> Int64 {
    var system = statvfs()
    guard statvfs(path, &system) == 0 else { throw FileError(path, "look for room on the file system of") }
    return Int64(system.f_bavail) * Int64(system.f_frsize)
}
