import GateModel
import Git

/// Refers to a commit, so that nothing prunes it: what runs, and the scripts that a rollback takes from it, are there as
/// long as the log is.
///
/// When this returns, the reference is on disk.
func keep(_ commit: ObjectID, in repository: borrowing Repository) throws(GitError) {
    let name = "refs/pawl/kept/\(commit.hex)"
    let now = try repository.directReference(name)
    guard now != commit else { return }
    try repository.compareAndSwap(reference: name, from: now, to: commit, message: "pawl: it runs, or ran")
}
