import CLibgit2
package import GateModel

// Objects are on disk (fsync) when these return. Until a reference leads to them, `git gc` may remove them
// after its grace period of two weeks.

extension Repository {
    /// Stores a file's bytes.
    package borrowing func writeBlob(_ bytes: [UInt8]) throws(GitError) -> ObjectID {
        var oid = git_oid()
        try check(
            git_blob_create_from_buffer(&oid, handle, bytes, bytes.count), "write \(bytes.count) bytes")
        return try ObjectID(oid)
    }

    /// What git calls a file with these bytes; nothing is stored.
    package borrowing func blobID(of bytes: [UInt8]) throws(GitError) -> ObjectID {
        var oid = git_oid()
        try check(git_odb_hash(&oid, bytes, bytes.count, GIT_OBJECT_BLOB), "hash \(bytes.count) bytes")
        return try ObjectID(oid)
    }

    /// Stores one directory, whose entries may be given in any order; for a deeper one, write the inner
    /// first.
    package borrowing func writeTree(
        _ entries: [(name: String, kind: TreeEntry.Kind, id: ObjectID)]
    ) throws(GitError) -> ObjectID {
        var builder: OpaquePointer?
        try check(git_treebuilder_new(&builder, handle, nil), "write a tree")
        defer { git_treebuilder_free(builder) }
        for (name, kind, id) in entries {
            var oid = id.oid
            try check(
                git_treebuilder_insert(nil, builder, name, &oid, git_filemode_t(kind.rawValue)),
                "put '\(name)' into a tree")
        }
        var oid = git_oid()
        try check(git_treebuilder_write(&oid, builder), "write a tree")
        return try ObjectID(oid)
    }
}
