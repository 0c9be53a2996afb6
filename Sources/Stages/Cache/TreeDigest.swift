import Cryptography
import Glibc
import Processes

/// The SHA-256 digest of a directory's mode, and of every path, kind, mode and byte below it: 32 bytes.
///
/// - Parameter asCopied: Without sockets, pipes and devices, of which no copy has any.
/// - Throws: where a part cannot be read, or there is more than ``TreeLimits/usual``.
func treeDigest(of top: String, asCopied: Bool = false) throws(FileError) -> [UInt8] {
    var hash = RunningSHA256()
    var status = stat()
    guard lstat(top, &status) == 0 else { throw FileError(top, "look at") }
    hash.update(Array("top \(status.st_mode & 0o7777)\n".utf8))
    for entry in try treeEntries(of: top) where !(asCopied && entry.kind == .other) {
        hash.update(Array("\(entry.path.count):".utf8))
        hash.update(entry.path)
        switch entry.kind {
        case .directory: hash.update(Array("directory \(entry.mode)\n".utf8))
        case .other: hash.update(Array("other \(entry.mode)\n".utf8))
        case .link(let target):
            hash.update(Array("link \(target.count):".utf8))
            hash.update(target)
        case .file(let size):
            hash.update(Array("file \(entry.mode) \(size):".utf8))
            try readPieces(of: entry.path, below: top) { hash.update($0) }
        }
    }
    return hash.finish()
}
