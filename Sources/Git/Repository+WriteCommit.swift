import CLibgit2
package import GateModel

// Objects are on disk (fsync) when these return. No reference is moved.

extension Repository {
    /// The bytes of a commit without a signature, which are those to be signed; nothing is stored.
    ///
    /// `time` is in seconds since 1970, in UTC. The message is taken as it is.
    package borrowing func commitBytes(
        tree: ObjectID, parents: [ObjectID], message: String, author: Author, time: Int64
    ) throws(GitError) -> [UInt8] {
        let operation = "compose a commit"
        guard !message.utf8.contains(0) else {
            throw .failed(operation: operation, reason: "its message contains a zero byte")
        }
        var person: UnsafeMutablePointer<git_signature>?
        try check(git_signature_new(&person, author.name, author.email, time, 0), operation)
        defer { git_signature_free(person) }
        var treeHandle: OpaquePointer?
        var oid = tree.oid
        try check(git_tree_lookup(&treeHandle, handle, &oid), operation)
        defer { git_tree_free(treeHandle) }
        var parentHandles: [OpaquePointer?] = []
        defer {
            for parent in parentHandles { git_commit_free(parent) }
        }
        for parent in parents {
            parentHandles.append(try lookUpCommit(parent))
        }
        var buffer = git_buf()
        defer { git_buf_dispose(&buffer) }
        try check(
            git_commit_create_buffer(
                &buffer, handle, person, person, nil, message, treeHandle, parents.count, &parentHandles),
            operation)
        return buffer.bytes
    }

    /// Stores a commit, given as the bytes that were signed and the armoured signature over them.
    ///
    /// A line feed at the armour's end is left out: git's `gpgsig` header holds lines, not their ends.
    package borrowing func writeSigned(
        commitBytes: [UInt8], armour: [UInt8]
    ) throws(GitError) -> ObjectID {
        let operation = "write a signed commit"
        guard !commitBytes.contains(0), !armour.contains(0) else {
            throw .failed(operation: operation, reason: "it contains a zero byte")
        }
        let content = commitBytes.map(CChar.init(bitPattern:)) + [0]
        let lines = armour.last == UInt8(ascii: "\n") ? armour.dropLast() : armour[...]
        let signature = lines.map(CChar.init(bitPattern:)) + [0]
        var oid = git_oid()
        try check(
            git_commit_create_with_signature(&oid, handle, content, signature, "gpgsig"), operation)
        return try ObjectID(oid)
    }

    /// Stores a commit without a signature.
    package borrowing func writeCommit(
        tree: ObjectID, parents: [ObjectID], message: String, author: Author, time: Int64
    ) throws(GitError) -> ObjectID {
        let bytes = try commitBytes(
            tree: tree, parents: parents, message: message, author: author, time: time)
        var database: OpaquePointer?
        try check(git_repository_odb(&database, handle), "write a commit")
        defer { git_odb_free(database) }
        var oid = git_oid()
        try check(git_odb_write(&oid, database, bytes, bytes.count, GIT_OBJECT_COMMIT), "write a commit")
        return try ObjectID(oid)
    }
}
