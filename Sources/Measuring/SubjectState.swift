import Processes

/// The state that one running subject works on; whoever made it drops it.
package struct SubjectState: Sendable {
    /// PAWL_STATE
    package let path: String
    /// What the path lies in; it has more than the state where a command made the copy. Nil where it is lent.
    private let directory: TemporaryDirectory?
    /// Nil where nobody but the files knows of it, or others work on it too.
    private let copies: StateCopies?

    init(path: String, in directory: TemporaryDirectory?, copies: StateCopies?) {
        self.path = path
        self.directory = directory
        self.copies = copies
    }

    /// The same state for somebody who leaves it where it is.
    var lent: SubjectState { SubjectState(path: path, in: nil, copies: nil) }

    /// Removes it with all that belongs to it, cancelled or not.
    package func drop() async {
        await copies?.drop(path)
        do throws(FileError) {
            try directory?.remove()
        } catch {
            // It tries again, aloud, when the object goes.
        }
    }
}
