import CLibgit2
package import GateModel
import Glibc

extension Repository {
    /// Moves a reference from one object to another, or creates it where `old` is nil, in one atomic step.
    ///
    /// When this returns, the reference is on disk, and the message is in its reflog where git keeps one. A
    /// lock held by another writer is waited for, one second at most.
    ///
    /// - Throws: ``GitError/lostRace(reference:expected:)`` when the reference is not at `old`,
    ///   ``GitError/lockedReference(reference:lockFile:)``; in either case it is as it was.
    package borrowing func compareAndSwap(
        reference name: String, from old: ObjectID?, to new: ObjectID, message: String
    ) throws(GitError) {
        // To libgit2, a zero id means "does not exist", compared under the lock. Its own form of creating,
        // without force, compares before it takes the lock, and so lets two writers both create.
        var expected = old?.oid ?? git_oid()
        var target = new.oid
        for _ in 0..<40 {
            let code = git_reference_create_matching(nil, handle, name, &target, 1, &expected, message)
            switch git_error_code(code) {
            case GIT_ELOCKED:
                usleep(25_000)
            case GIT_EMODIFIED, GIT_EEXISTS, GIT_ENOTFOUND:
                throw .lostRace(reference: name, expected: old)
            default:
                try check(code, "move '\(name)' to \(new.short)")
                return
            }
        }
        throw .lockedReference(reference: name, lockFile: lockFile(of: name))
    }

    /// Removes the lock file that a killed process left on a reference, and says whether there was one.
    ///
    /// Only for a caller who keeps other writers out with a lock of its own, since a lock file does not tell
    /// whether its writer lives. One that is not older than `seconds` stays.
    package borrowing func removeStaleLock(
        of reference: String, olderThan seconds: Int
    ) throws(GitError) -> Bool {
        let path = lockFile(of: reference)
        let operation = "remove '\(path)'"
        var valid: Int32 = 0
        try check(git_reference_name_is_valid(&valid, reference), operation)
        guard valid == 1 else { throw .failed(operation: operation, reason: "invalid reference name") }
        var status = stat()
        guard lstat(path, &status) == 0 else {
            if errno == ENOENT || errno == ENOTDIR { return false }
            throw .fileSystem(operation: operation, reason: String(cString: strerror(errno)))
        }
        guard time(nil) - status.st_mtim.tv_sec > seconds else { return false }
        guard unlink(path) == 0 || errno == ENOENT else {
            throw .fileSystem(operation: operation, reason: String(cString: strerror(errno)))
        }
        return true
    }

    private borrowing func lockFile(of reference: String) -> String {
        "\(gitDirectory)/\(reference).lock"
    }
}
