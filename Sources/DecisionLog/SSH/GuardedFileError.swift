import GateModel

/// Why a key or a trust file is not relied on.
package enum GuardedFileError: Error, Hashable, CustomStringConvertible {
    case inRepository(GuardedFile.Role, String, root: String)
    case open(GuardedFile.Role, String, mode: UInt32)
    case replaceable(GuardedFile.Role, String, directory: String)
    case foreign(GuardedFile.Role, String, owner: UInt32)

    package var description: String {
        switch self {
        case .inRepository(let role, let path, let root):
            """
            \(role.rawValue): error: '\(printable(path))' is inside the repository '\(printable(root))', where the judged code could change it
              hint: \(role == .key ? "move it to ~/.config/pawl, and make a new key if this one was ever committed" : "keep it outside, as in ~/.config/pawl")
            """
        case .open(let role, let path, let mode):
            """
            \(role.rawValue): error: '\(printable(path))' can be \(mode & role.forbidden & 0o022 == 0 ? "read" : "written") by other users (mode \(String(mode, radix: 8)))
              hint: chmod \(role == .key ? "600" : "644") '\(printable(path))'\(role == .key ? "; whoever has read it can sign" : ", and look whether its lines are yours")
            """
        case .replaceable(let role, let path, let directory):
            """
            \(role.rawValue): error: '\(printable(path))' can be replaced by other users, who may write to '\(printable(directory))'
              hint: chmod go-w '\(printable(directory))', or keep it in another directory
            """
        case .foreign(let role, let path, let owner):
            """
            \(role.rawValue): error: '\(printable(path))' belongs to another user (uid \(owner))
              hint: use a copy of your own
            """
        }
    }
}
