import CLibgit2
package import GateModel
import Glibc

/// A reference's full name and the object that it points to, symbolic references followed.
package struct Reference: Hashable, Sendable {
    package let name: String
    package let target: ObjectID
}

extension Repository {
    /// The object that a reference points to, symbolic references followed and tags not peeled; nil where
    /// there is no such reference.
    ///
    /// The name is a full one, such as `refs/heads/main`.
    package borrowing func reference(_ name: String) throws(GitError) -> ObjectID? {
        var oid = git_oid()
        let code = git_reference_name_to_id(&oid, handle, name)
        return try found(code, "read '\(name)'") ? try ObjectID(oid) : nil
    }

    /// The object that a reference points to by itself; nil where there is no such reference.
    ///
    /// - Throws: also where it is symbolic, and so leads wherever another reference does.
    package borrowing func directReference(_ name: String) throws(GitError) -> ObjectID? {
        let operation = "read '\(name)'"
        // Libgit2 would follow a link, and wait for ever where somebody has put a pipe.
        var status = stat()
        if lstat("\(gitDirectory)/\(name)", &status) == 0,
            ![S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT)
        {
            throw .failed(operation: operation, reason: "its file is no regular one")
        }
        var reference: OpaquePointer?
        guard try found(git_reference_lookup(&reference, handle, name), operation) else { return nil }
        defer { git_reference_free(reference) }
        guard let target = git_reference_target(reference) else {
            let other = git_reference_symbolic_target(reference).map { String(cString: $0) } ?? ""
            throw .failed(operation: operation, reason: "it is symbolic, and leads to '\(other)'")
        }
        return try ObjectID(target.pointee)
    }

    /// The references whose full names match a pattern, sorted by name; `*` matches across `/`.
    package borrowing func references(matching glob: String) throws(GitError) -> [Reference] {
        let operation = "list references '\(glob)'"
        var iterator: OpaquePointer?
        try check(git_reference_iterator_glob_new(&iterator, handle, glob), operation)
        defer { git_reference_iterator_free(iterator) }
        var references: [Reference] = []
        while true {
            var name: UnsafePointer<CChar>?
            let code = git_reference_next_name(&name, iterator)
            if code == GIT_ITEROVER.rawValue { break }
            try check(code, operation)
            guard let name = name.flatMap({ String(validatingCString: $0) }) else {
                throw .failed(operation: operation, reason: "a name is not UTF-8")
            }
            if let target = try reference(name) {
                references.append(Reference(name: name, target: target))
            }
        }
        return references.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }
}
