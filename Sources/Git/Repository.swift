import CLibgit2
import Glibc

/// An open git repository.
///
/// The handle is closed when the value goes out of scope. It is not for sharing: open one for each task.
/// Every method blocks, and returns plain values that stay valid without the repository.
package struct Repository: ~Copyable {
    /// libgit2's `git_repository *`, owned.
    let handle: OpaquePointer

    /// Opens the repository that contains a directory, looking upwards as git does.
    ///
    /// - Throws: ``GitError/notARepository(directory:)``, ``GitError/notOwned(repository:)``,
    ///   ``GitError/sha256Repository(directory:)``, ``GitError/cannotOpen(directory:reason:)``.
    package init(discoverFrom directory: String) throws(GitError) {
        try Library.started.get()
        var opened: OpaquePointer?
        let code = git_repository_open_ext(&opened, directory, 0, nil)
        let reason = LibraryError.last.message
        guard code == 0, let opened else {
            throw Self.openingError(code, reason, directory)
        }
        handle = opened
    }

    deinit {
        git_repository_free(handle)
    }

    /// The root of the work tree, without a slash at its end; nil in a bare repository.
    package var workDirectory: String? {
        git_repository_workdir(handle).map { Self.path($0) }
    }

    /// The directory with objects and references, without a slash at its end. All work trees of a repository
    /// share it.
    package var gitDirectory: String {
        Self.path(git_repository_commondir(handle))
    }

    /// Whether there is no work tree.
    package var isBare: Bool {
        git_repository_is_bare(handle) == 1
    }

    /// Whether the history is cut off, as after `git clone --depth`.
    ///
    /// `git_repository_is_shallow` is wrong in a linked work tree: it does not look in the shared directory.
    package var isShallow: Bool {
        var status = stat()
        return stat(gitDirectory + "/shallow", &status) == 0 && status.st_size > 0
    }

    /// Checks the return code of a libgit2 call, at once after it, and names the operation in the error.
    ///
    /// `history` says that the operation follows parents, so that in a shallow clone a missing commit means
    /// that the boundary was reached.
    @discardableResult
    borrowing func check(
        _ code: Int32, history: Bool = false, _ operation: @autoclosure () -> String
    ) throws(GitError) -> Int32 {
        guard code < 0 else { return code }
        let error = LibraryError.last
        if error.isFromSystem {
            throw .fileSystem(operation: operation(), reason: error.message)
        }
        guard error.isMissingObject else {
            throw .failed(operation: operation(), reason: error.message)
        }
        if history && isShallow {
            throw .shallowBoundary(operation: operation())
        }
        throw .missingObject(
            operation: operation(), reason: error.message, inPartialClone: isPartialClone)
    }

    /// Checks as `check` does, but a name or path that leads nowhere is the answer false.
    ///
    /// A name that leads to an object which is not there is still an error.
    borrowing func found(
        _ code: Int32, _ operation: @autoclosure () -> String
    ) throws(GitError) -> Bool {
        if code == GIT_ENOTFOUND.rawValue && !LibraryError.last.isMissingObject { return false }
        try check(code, operation())
        return true
    }

    /// Whether objects were left at the remote, as after `git clone --filter`.
    package var isPartialClone: Bool {
        var configuration: OpaquePointer?
        guard git_repository_config_snapshot(&configuration, handle) == 0 else { return false }
        defer { git_config_free(configuration) }
        var iterator: OpaquePointer?
        let name = #"^(remote\..*\.promisor|extensions\.partialclone)$"#
        guard git_config_iterator_glob_new(&iterator, configuration, name) == 0 else { return false }
        defer { git_config_iterator_free(iterator) }
        var entry: UnsafeMutablePointer<git_config_entry>?
        return git_config_next(&entry, iterator) == 0
    }

    private static func openingError(_ code: Int32, _ reason: String, _ directory: String) -> GitError {
        if reason.contains("extensions.objectformat") {
            return .sha256Repository(directory: directory)
        }
        guard code == GIT_EOWNER.rawValue || code == GIT_ENOTFOUND.rawValue else {
            return .cannotOpen(directory: directory, reason: reason)
        }
        // Without any user configuration, libgit2 answers "not found" for a repository of another user too.
        // Discovery does not ask who the owner is, so what it finds exists.
        var discovered = git_buf()
        defer { git_buf_dispose(&discovered) }
        guard git_repository_discover(&discovered, directory, 0, nil) == 0 else {
            return .notARepository(directory: directory)
        }
        let gitDirectory = path(discovered.ptr)
        return .notOwned(
            repository: gitDirectory.hasSuffix("/.git") ? String(gitDirectory.dropLast(5)) : gitDirectory)
    }

    /// A directory as libgit2 writes it, without the slash at its end.
    private static func path(_ directory: UnsafePointer<CChar>) -> String {
        let path = String(cString: directory)
        return path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    }
}
