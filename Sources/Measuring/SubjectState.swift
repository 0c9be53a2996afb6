import Processes

/// The state that one running subject works on; whoever made it drops it.
struct SubjectState: Sendable {
    /// PAWL_STATE
    let path: String
    /// What the path lies in; it has more than the state where a command made the copy.
    private let directory: TemporaryDirectory
    /// Nil where nobody but the files knows of it, or others work on it too.
    private let copies: StateCopies?

    init(path: String, in directory: TemporaryDirectory, copies: StateCopies?) {
        self.path = path
        self.directory = directory
        self.copies = copies
    }

    /// Removes it with all that belongs to it, cancelled or not.
    func drop() async {
        await copies?.drop(path)
        do throws(FileError) {
            try directory.remove()
        } catch {
            // It tries again, aloud, when the object goes.
        }
    }
}
