import CLibgit2
import GateModel

extension ObjectID {
    /// Takes libgit2's form of an id; a zero id, which only a damaged object can hold, is an error.
    init(_ oid: git_oid) throws(GitError) {
        let id = withUnsafeBytes(of: oid.id) { ObjectID(bytes: $0) }
        guard let id else { throw .failed(operation: "read an object id", reason: "it is all zeros") }
        self = id
    }

    /// The id in libgit2's form.
    var oid: git_oid {
        var oid = git_oid()
        withUnsafeMutableBytes(of: &oid.id) { $0.copyBytes(from: bytes) }
        return oid
    }
}
