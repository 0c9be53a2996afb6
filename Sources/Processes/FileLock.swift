import Glibc

/// An exclusive lock on a file, which dies with its owner: with this value, or with the process.
///
/// It holds against other processes and against others in this process alike. The file stays when the lock goes;
/// while the lock is held, the file says who holds it.
package struct FileLock: ~Copyable, Sendable {
    package enum Attempt: ~Copyable, Sendable {
        case locked(FileLock)
        /// Somebody else holds it; the text is the owner's record, empty when the owner has only just taken it, or could not
        /// write it.
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
            if errno == EWOULDBLOCK { return .held(by: ownerRecord(file)) }
            guard errno == EINTR else { throw FileError(path, "lock") }
        }
        // The kernel keeps the lock; the record only tells people of it, and may fail on a full disk.
        let record = Array("pid \(getpid()), \(what), since \(currentTime())".utf8)
        if ftruncate(file.number, 0) == 0 { _ = pwrite(file.number, record, record.count, 0) }
        return .locked(FileLock(file: file))
    }

    private static let longestRecord = 200

    /// What the file says of its owner, on one line; anybody may have written it. Empty where it cannot be read.
    fileprivate static func ownerRecord(_ file: borrowing Descriptor) -> String {
        var buffer = [UInt8](repeating: 0, count: longestRecord)
        let count = pread(file.number, &buffer, buffer.count, 0)
        let text = String(decoding: buffer[..<max(0, count)], as: UTF8.self)
        return String(text.filter { !$0.isNewline && $0 != "\0" })
    }
}

/// What a lock's file says of its owner, on one line, without trying the lock; anybody may have written it. Empty where it cannot
/// be read.
package func lockRecord(_ path: String) -> String {
    do throws(FileError) {
        return FileLock.ownerRecord(try Descriptor(opening: path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK))
    } catch {
        return ""
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
