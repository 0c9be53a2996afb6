import CLibgit2
package import GateModel

extension Repository {
    /// Whether an object is here, of whatever kind.
    package borrowing func has(_ id: ObjectID) throws(GitError) -> Bool {
        var database: OpaquePointer?
        try check(git_repository_odb(&database, handle), "look for object \(id.short)")
        defer { git_odb_free(database) }
        var oid = id.oid
        return git_odb_exists(database, &oid) == 1
    }

    /// Reads an object of any kind, if it has at most `limit` bytes; its digest is checked against the id.
    ///
    /// - Throws: ``GitError/objectTooLarge(id:size:limit:)``, before the object is read.
    package borrowing func rawObject(_ id: ObjectID, limit: Int) throws(GitError) -> RawObject {
        let operation = "read object \(id.short)"
        var database: OpaquePointer?
        try check(git_repository_odb(&database, handle), operation)
        defer { git_odb_free(database) }

        var oid = id.oid
        var size = 0
        var type = GIT_OBJECT_INVALID
        try check(git_odb_read_header(&size, &type, database, &oid), operation)
        guard size <= limit else {
            throw .objectTooLarge(id: id, size: size, limit: limit)
        }
        guard let kind = RawObject.Kind(rawValue: String(cString: git_object_type2string(type))) else {
            throw .failed(operation: operation, reason: "its type is \(type.rawValue)")
        }
        var object: OpaquePointer?
        try check(git_odb_read(&object, database, &oid), operation)
        defer { git_odb_object_free(object) }
        let bytes = UnsafeRawBufferPointer(
            start: git_odb_object_data(object), count: git_odb_object_size(object))
        return RawObject(kind: kind, bytes: Array(bytes))
    }

    /// Reads a file's bytes as they were committed, if there are at most `limit` of them.
    ///
    /// - Throws: ``GitError/objectTooLarge(id:size:limit:)``, before the file is read.
    package borrowing func blob(_ id: ObjectID, limit: Int) throws(GitError) -> [UInt8] {
        let object = try rawObject(id, limit: limit)
        guard object.kind == .blob else {
            throw .failed(operation: "read file \(id.short)", reason: "it is a \(object.kind.rawValue)")
        }
        return object.bytes
    }
}
