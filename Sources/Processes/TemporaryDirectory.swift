import Glibc
import Synchronization

/// A private directory (0700) below `TMPDIR`, removed with everything in it when this object goes away.
package final class TemporaryDirectory: Sendable {
    package let path: String
    private let isRemoved = Mutex(false)

    /// `prefix` is the beginning of its name; six random characters follow.
    ///
    /// - Parameter parent: Nil stands for `TMPDIR`.
    package init(prefix: String = "pawl-", below parent: String? = nil) throws(FileError) {
        let parent = parent ?? getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(parent)/\(prefix)XXXXXX".utf8CString)  // mkdtemp writes over the X
        guard mkdtemp(&template) != nil else { throw FileError(parent, "create a directory in") }
        path = text(template)
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
        isRemoved.withLock { $0 = true }
    }
}
