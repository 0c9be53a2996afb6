import GateModel
import Git
import Glibc

/// How often a writer that lost a race tries again, before it gives up.
let moveAttempts = 8

extension Repository {
    /// Moves a reference; false, after a pause that grows with the attempts, where another writer was faster.
    borrowing func moves(
        _ reference: String, from old: ObjectID?, to new: ObjectID, message: String, attempt: Int
    ) throws(GitError) -> Bool {
        do throws(GitError) {
            try compareAndSwap(reference: reference, from: old, to: new, message: message)
            return true
        } catch {
            guard error.isOfAnotherWriter(lastAttempt: attempt == moveAttempts - 1) else { throw error }
            // Twice as long each time, from 5 ms on, and by chance, so that two losers part.
            usleep(UInt32.random(in: 2500...5000) << UInt32(attempt))
            return false
        }
    }
}

extension GitError {
    /// Whether another writer was faster, or still holds the reference's lock and may let go of it.
    fileprivate func isOfAnotherWriter(lastAttempt: Bool) -> Bool {
        if case .lostRace = self { return true }
        if case .lockedReference = self { return !lastAttempt }
        return false
    }
}
