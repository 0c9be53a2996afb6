import Glibc

/// An exclusive lock on a file, which dies with its owner: with this value, or with the process.
///
/// It holds against other processes and against others in this process alike. The file stays when the lock goes;
/// while the lock is held, the file says who holds it.
package struct FileLock: ~Copyable, Sendable {
    package enum Attempt: ~Copyable, Sendable {
        case locked(FileLock)
        /// Somebody else holds it; the text is the owner's record, empty when the owner has only just taken it.
        case held(by: String)
    }

    private let file: Descriptor

    /// Empties the file, so that nobody reads a stale record, and unlocks it by name: closing alone would leave the
    /// lock to a process that is being spawned just now and has not yet closed its copy of the descriptor.
    deinit {
        ftruncate(file.number, 0)
        flock(file.number, LOCK_UN)
    }

    /// Takes the lock if it is free, and never waits. The file is created where there is none (0600).
    ///
    /// The owner record is `pid 123, deploy to staging, since 2026-07-14T10:00:00Z`, with `what` in the middle.
    package static func tryLock(_ path: String, what: String) throws(FileError) -> Attempt {
        let file = try Descriptor(opening: path, O_RDWR | O_CREAT | O_NOFOLLOW)
        while flock(file.number, LOCK_EX | LOCK_NB) != 0 {
            if errno == EWOULDBLOCK {
                return .held(by: String(decoding: try file.readAll(path: path), as: UTF8.self))
            }
            guard errno == EINTR else { throw FileError(path, "lock") }
        }
        try file.truncate(to: 0, path: path)
        try file.writeAll(Array("pid \(getpid()), \(what), since \(currentTime())".utf8), path: path)
        return .locked(FileLock(file: file))
    }
}

/// Now, in UTC, as ISO 8601.
private func currentTime() -> String {
    var seconds = time(nil)
    var parts = tm()
    gmtime_r(&seconds, &parts)
    var characters = [CChar](repeating: 0, count: 32)
    strftime(&characters, characters.count, "%Y-%m-%dT%H:%M:%SZ", &parts)
    return text(characters)
}
