import CLibgit2
package import GateModel

/// A commit's `gpgsig` header taken apart from what it signs.
package struct CommitSignature: Hashable, Sendable {
    /// The armour as the header has it: lines joined by line feeds, none at the end.
    package let armour: [UInt8]
    /// The commit's bytes without that header.
    package let signedBytes: [UInt8]
}

extension Repository {
    /// The signature that a commit carries, unchecked; nil when it carries none.
    ///
    /// libgit2 takes the first `gpgsig` header wherever it stands: whoever must be strict also reads the
    /// commit with ``rawObject(_:limit:)``.
    package borrowing func signature(ofCommit id: ObjectID) throws(GitError) -> CommitSignature? {
        var (armour, signed) = (git_buf(), git_buf())
        defer {
            git_buf_dispose(&armour)
            git_buf_dispose(&signed)
        }
        var oid = id.oid
        let code = git_commit_extract_signature(&armour, &signed, handle, &oid, "gpgsig")
        guard try found(code, "read the signature of commit \(id.short)") else { return nil }
        return CommitSignature(armour: armour.bytes, signedBytes: signed.bytes)
    }
}

extension git_buf {
    /// A copy of the content.
    var bytes: [UInt8] {
        Array(UnsafeRawBufferPointer(start: ptr, count: size))
    }
}
