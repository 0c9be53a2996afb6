import Glibc

/// Directories within each other that are read, marked or copied at most, the top not counted: a descriptor is open for each, or
/// two where they are copied.
let mostDirectoryLevels = 200

/// - Parameter action: What is done with the tree: `read`.
/// - Throws: for a directory that lies deeper.
func checkLevels(_ levels: Int, of top: String, to action: String) throws(FileError) {
    guard levels <= mostDirectoryLevels else {
        throw FileError(
            top, "go more than \(mostDirectoryLevels) directories deep to \(action)", code: ENAMETOOLONG)
    }
}
