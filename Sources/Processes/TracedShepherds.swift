import Glibc
import Synchronization

/// Has every job of this process watched by strace(1) while it lives: which calls about files, and which connections, fail.
///
/// The tracer is no parent of the shepherd (`-D`), so the shepherd stays what it is: the first of the job's processes, and the one
/// that this process waits for. For looking at a sandbox by hand; what is measured is never traced.
package final class TracedShepherds: Sendable {
    /// While it lives. A tracer cannot begin as the first process of a namespace, so the shepherd makes the namespaces itself.
    static let isActive = Atomic(false)

    private let directory: TemporaryDirectory
    /// What PAWL_SHEPHERD said before; nil: nothing.
    private let named: String?

    /// - Returns: Nil where strace is not on the path.
    /// - Parameter path: The value of `PATH`.
    package init?(path: String) throws {
        let programs = path.split(separator: ":").map { "\($0)/strace" }
        guard let strace = programs.first(where: { access($0, X_OK) == 0 }) else { return nil }
        let shepherd = try shepherdPath()
        named = getenv("PAWL_SHEPHERD").map { String(cString: $0) }
        directory = try TemporaryDirectory(prefix: "pawl-trace-")
        let script = """
            #!/bin/sh
            exec '\(strace)' -D -f -qq -y -Z -s 4096 -e trace=%file,connect -o '\(directory.path)/calls.'$$ '\(shepherd)' "$@"

            """
        try durableWrite(Array(script.utf8), to: directory.path + "/shepherd", mode: 0o700)
        setenv("PAWL_SHEPHERD", directory.path + "/shepherd", 1)
        Self.isActive.store(true, ordering: .sequentiallyConsistent)
    }

    deinit {
        Self.isActive.store(false, ordering: .sequentiallyConsistent)
        if let named { setenv("PAWL_SHEPHERD", named, 1) } else { unsetenv("PAWL_SHEPHERD") }
    }

    /// The calls that failed, a line each, in the order in which the jobs were started.
    ///
    /// A directory that a path is relative to is written before it: `openat(AT_FDCWD</srv>, "x") = -1 EACCES (Permission denied)`.
    package func failedCalls() throws(FileError) -> [String] {
        let names = try directoryNames(directory.path).filter { $0.hasPrefix("calls.") }
        var lines: [String] = []
        for name in names.sorted() {
            var bytes: [UInt8] = []
            try readPieces(of: "\(directory.path)/\(name)", limit: 64 << 20) { bytes += $0 }
            lines += String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
        }
        return lines
    }
}
