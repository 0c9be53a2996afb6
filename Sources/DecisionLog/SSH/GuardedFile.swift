import Cryptography
import Git
import Glibc

/// A file that signatures rest on, as it was when it was read: a signing key, or the keys that a log may be signed by.
///
/// Nobody but its owner and root may write it or put another in its place, nor read a key, and it lies outside of the
/// repository, whose work tree the judged code can write.
package struct GuardedFile: Hashable, Sendable {
    package enum Role: String, Hashable, Sendable {
        case key
        case trust

        /// What a group and others must not be allowed.
        var forbidden: mode_t {
            switch self {
            case .key: 0o077
            case .trust: 0o022
            }
        }
    }

    let role: Role
    /// As it was named; links in it are followed anew each time.
    let path: String
    private let permissions: mode_t
    private let owner: uid_t
    private let digest: [UInt8]

    /// Nil for what is no regular file, such as a pipe from another process: nobody can change what was read from it.
    ///
    /// - Parameters:
    ///   - repository: a directory of the repository that it must not lie in; nil: any place will do.
    ///   - tolerate: is told what is wrong instead of it being thrown, and permissions that are too wide are taken away.
    init?(
        _ content: FileContent, path: String, as role: Role, keptOutOf repository: String?,
        tolerate: ((GuardedFileError) -> Void)? = nil
    ) throws(GuardedFileError) {
        guard content.status.st_mode & S_IFMT == S_IFREG else { return nil }
        var permissions = content.status.st_mode & 0o7777
        for problem in Self.problems(content.status, path, role, repository) {
            guard let tolerate else { throw problem }
            tolerate(problem)
        }
        if permissions & role.forbidden != 0 {
            permissions &= ~role.forbidden
            chmod(path, permissions)
        }
        self.role = role
        self.path = path
        self.permissions = permissions
        owner = content.status.st_uid
        digest = sha256(Array(content.text.utf8))
    }

    /// What has happened to it since it was read; nil: nothing.
    var change: String? {  // nil: it is as it was
        let now: FileContent
        do throws(FileContentError) {
            now = try FileContent(path, onlyRegular: true)
        } catch {
            return "\(error)"
        }
        if now.status.st_uid != owner { return "it belongs to another user now" }
        if now.status.st_mode & 0o7777 != permissions {
            let (before, after) = (permissions, now.status.st_mode & 0o7777)
            return "its mode was \(String(before, radix: 8)), and is \(String(after, radix: 8)) now"
        }
        return sha256(Array(now.text.utf8)) == digest ? nil : "it has other content now"
    }

    /// Gives it the permissions back that it had; content that was changed stays as it is.
    func restorePermissions() { chmod(path, permissions) }

    private static func problems(
        _ status: stat, _ path: String, _ role: Role, _ repository: String?
    ) -> [GuardedFileError] {
        var problems: [GuardedFileError] = []
        let places = places(of: path)
        for root in repository.map(roots) ?? [] where places.contains(where: { $0.hasPrefix(root + "/") }) {
            problems.append(.inRepository(role, path, root: root))
            break
        }
        let open = status.st_mode & role.forbidden
        if open != 0 { problems.append(.open(role, path, mode: status.st_mode & 0o7777)) }
        if status.st_uid != 0, geteuid() != 0, status.st_uid != geteuid() {
            problems.append(.foreign(role, path, owner: status.st_uid))
        }
        for directory in places.map(parent) {
            var status = stat()
            // Where the sticky bit is set, as in /tmp, nobody can replace what is another's.
            guard stat(directory, &status) == 0, status.st_mode & 0o022 != 0, status.st_mode & S_ISVTX == 0
            else { continue }
            problems.append(.replaceable(role, path, directory: directory))
            break
        }
        return problems
    }

    /// Where the name lies and, if it is a link, where it leads; in absolute form.
    private static func places(of path: String) -> [String] {
        let slash = path.lastIndex(of: "/")
        let name = slash.map { path[path.index(after: $0)...] } ?? path[...]
        let directory = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let own = resolved(directory).map { $0 == "/" ? "/\(name)" : "\($0)/\(name)" }
        let places = [own, resolved(path)].compactMap { $0 }
        return places.count == 2 && places[0] == places[1] ? [places[0]] : places
    }

    private static func parent(_ path: String) -> String {
        guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "/" }
        return String(path[..<slash])
    }

    /// The work tree and the directory of objects and references; none where there is no repository that can be opened,
    /// since nothing is judged there.
    private static func roots(of directory: String) -> [String] {
        do throws(GitError) {
            let repository = try Repository(discoverFrom: directory)
            return [repository.workDirectory, repository.gitDirectory].compactMap { $0.flatMap(resolved) }
        } catch {
            return []
        }
    }

    private static func resolved(_ path: String) -> String? {  // nil: it leads nowhere
        guard let whole = realpath(path, nil) else { return nil }
        defer { free(whole) }
        return String(cString: whole)
    }
}
