import CLibgit2

/// What libgit2 remembers of the last failure on this thread: to be read right after the call that failed.
struct LibraryError {
    let message: String
    private let domain: UInt32

    static var last: LibraryError {
        guard let error = git_error_last() else {
            return LibraryError(message: "libgit2 gave no reason", domain: GIT_ERROR_NONE.rawValue)
        }
        return LibraryError(
            message: String(cString: error.pointee.message), domain: UInt32(error.pointee.klass))
    }

    /// Whether the object database lacked an object, as opposed to a name or path that leads nowhere.
    ///
    /// The return code does not tell: walks that meet a missing parent answer with the general -1.
    var isMissingObject: Bool { domain == GIT_ERROR_ODB.rawValue && message.hasPrefix("object not found") }

    /// Whether the system refused something: no room, no permission, no such path.
    var isFromSystem: Bool { domain == GIT_ERROR_OS.rawValue }
}
