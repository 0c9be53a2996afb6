import Glibc
import Synchronization

/// A private directory (0700) below `TMPDIR`, removed with everything in it when this object goes away.
///
/// Beside it lies `NAME.owner`, which says whose it is, so that another process can remove what a killed one has left
/// (``leftDirectories(prefixes:)``). It is there first, and goes last. It is a symbolic link whose target is the text, and
/// leads nowhere: so it comes into being at once with what it says, also on a full disk.
package final class TemporaryDirectory: Sendable {
    package let path: String
    private let isRemoved = Mutex(false)

    private static let attempts = 100

    /// `prefix` is the beginning of its name; six random characters follow.
    ///
    /// - Parameter parent: Nil stands for `TMPDIR`.
    package init(prefix: String = "pawl-", below parent: String? = nil) throws(FileError) {
        let parent = parent ?? Self.usualParent
        for _ in 0..<Self.attempts {
            let path = "\(parent)/\(prefix)\(Self.randomName())"
            guard try Self.claim(path) else { continue }
            if mkdir(path, 0o700) == 0 {
                self.path = path
                return
            }
            let code = errno
            unlink(Self.ownerFile(of: path))
            if code != EEXIST { throw FileError(parent, "create a directory in", code: code) }
        }
        throw FileError(parent, "create a directory in", code: EEXIST)
    }

    deinit {
        do {
            try remove()
        } catch {
            // Nobody is left to be told by a throw, and what remains lies in a private directory.
            let message = Array("\(error)\n".utf8)
            _ = write(STDERR_FILENO, message, message.count)
        }
    }

    /// Removes it now, for callers who want to hear of a failure. May be called again.
    package func remove() throws(FileError) {
        if isRemoved.withLock({ $0 }) { return }
        try removeTree(path)
        try removeTree(Self.ownerFile(of: path))
        isRemoved.withLock { $0 = true }
    }

    /// Without links on the way, since a sandbox knows places only so.
    static var usualParent: String {
        let named = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        return realPath(named) ?? named
    }

    static func ownerFile(of path: String) -> String { path + ownerSuffix }

    static let ownerSuffix = ".owner"

    /// Makes the owner's link; false where a directory of that name has one.
    private static func claim(_ path: String) throws(FileError) -> Bool {
        if symlink(ProcessOwner.current?.text ?? "unknown", ownerFile(of: path)) == 0 { return true }
        if errno == EEXIST { return false }
        throw FileError(splitPath(path).directory, "create a directory in")
    }

    static func randomName() -> String {
        String(
            (0..<6).map { _ in
                "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".randomElement() ?? "x"
            })
    }
}
