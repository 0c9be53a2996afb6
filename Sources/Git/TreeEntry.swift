package import GateModel

/// What a tree has at one path.
package struct TreeEntry: Hashable, Sendable {
    /// From the root of the commit's tree, with `/` between names and none at either end.
    package let path: String
    package let id: ObjectID
    package let kind: Kind

    package init(path: String, id: ObjectID, kind: Kind) {
        self.path = path
        self.id = id
        self.kind = kind
    }

    /// The last name in the path.
    package var name: String {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return path }
        return String(path[path.utf8.index(after: slash)...])
    }

    /// Git's mode, for example `0o100755`.
    package var mode: UInt32 { kind.rawValue }

    /// What an entry is; the raw value is its mode in git.
    package enum Kind: UInt32, Hashable, Sendable {
        case blob = 0o100644
        case executable = 0o100755
        case symlink = 0o120000
        case tree = 0o040000
        /// A commit of another repository.
        case submodule = 0o160000
    }
}
