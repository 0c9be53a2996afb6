import CLibgit2
import Glibc

extension Repository {
    /// The full names of the references below a prefix such as `refs/heads/pawl/`, sorted, whatever they hold.
    ///
    /// Libgit2 leaves out those whose files it cannot parse, so the files are looked at too.
    package borrowing func referenceNames(under prefix: String) throws(GitError) -> [String] {
        let operation = "list references '\(prefix)*'"
        var names = Set(try fileNames(under: prefix, operation))
        var iterator: OpaquePointer?
        try check(git_reference_iterator_glob_new(&iterator, handle, prefix + "*"), operation)
        defer { git_reference_iterator_free(iterator) }
        while true {
            var name: UnsafePointer<CChar>?
            let code = git_reference_next_name(&name, iterator)
            if code == GIT_ITEROVER.rawValue { break }
            try check(code, operation)
            if let name { names.insert(String(cString: name)) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// Of the files that references are kept in, without the lock files of their writers.
    private borrowing func fileNames(
        under prefix: String, _ operation: String
    ) throws(GitError) -> [String] {
        var names: [String] = []
        var directories = [prefix]
        while let directory = directories.popLast() {
            guard let stream = opendir("\(gitDirectory)/\(directory)") else {
                if errno == ENOENT { continue }
                throw .fileSystem(operation: operation, reason: String(cString: strerror(errno)))
            }
            defer { closedir(stream) }
            while let entry = readdir(stream) {
                let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                    String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
                }
                if name == "." || name == ".." { continue }
                var status = stat()
                let path = directory + name
                if lstat("\(gitDirectory)/\(path)", &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
                    directories.append(path + "/")
                } else if !name.hasSuffix(".lock") {
                    names.append(path)
                }
            }
        }
        return names
    }
}
