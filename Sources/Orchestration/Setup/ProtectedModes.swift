import Glibc

/// Who may do what with files that judged code must not reach: modes and owners as they were when a gate began.
///
/// Landlock alone does not keep code of the same user from changing them; see `Isolation`.
struct ProtectedModes {
    private struct Mode: Equatable {
        let mode: mode_t
        let user: uid_t
        let group: gid_t

        /// Nil where nothing is.
        init?(of path: String) {
            var status = stat()
            guard lstat(path, &status) == 0 else { return nil }
            mode = status.st_mode
            user = status.st_uid
            group = status.st_gid
        }
    }

    private let modes: [(path: String, mode: Mode)]

    init(of paths: [String]) {
        modes = paths.compactMap { path in Mode(of: path).map { (path, $0) } }
    }

    /// Gives every file the mode back that it had, and tells which of them had another one or were gone.
    func restore() -> [String] {
        modes.compactMap { path, before in
            let now = Mode(of: path)
            guard now != before else { return nil }
            guard now != nil else { return "\(path) is gone" }
            let isRestored =
                chown(path, before.user, before.group) == 0 && chmod(path, before.mode & 0o7777) == 0
            return
                "\(path) got mode \(octal(now?.mode ?? 0))\(isRestored ? "" : " or another owner, which could not be taken back")"
        }
    }
}

private func octal(_ mode: mode_t) -> String { String(mode & 0o7777, radix: 8) }
