/// What a pipeline opens to its subject's commands beside what each of them gets anyway.
package struct SandboxOpenings: Hashable, Sendable {
    /// Absolute paths, or `~/` and a path in the caller's home, to read and to execute.
    package var read: [String]
    /// The same to write to; a relative one lies in the revision's own files.
    package var write: [String]
    /// Unix sockets to connect to, or directories in which they lie; a relative one is a directory in the revision's own files in
    /// which they can be made.
    package var sockets: [String]
    /// TCP ports that a service may listen on beside its own.
    package var ports: [UInt16]
    /// Directories that builds fill and later builds begin with, none within another: `~/` and a path in the build's own home, or a
    /// path in the revision's own files.
    package var cache: [String]

    package init(
        read: [String] = [], write: [String] = [], sockets: [String] = [], ports: [UInt16] = [],
        cache: [String] = []
    ) {
        self.read = read
        self.write = write
        self.sockets = sockets
        self.ports = ports
        self.cache = cache
    }

    package static let none = SandboxOpenings()

    /// Those that the other one has too: a candidate alone opens nothing.
    package func common(with deployed: SandboxOpenings) -> SandboxOpenings {
        SandboxOpenings(
            read: read.filter((deployed.read + deployed.write).contains),
            write: write.filter(deployed.write.contains),
            sockets: sockets.filter(deployed.sockets.contains), ports: ports.filter(deployed.ports.contains),
            cache: cache.filter(deployed.cache.contains))
    }

    /// Directories in the revision's own files that its processes may write to.
    package var inRevision: [String] {
        (write + sockets).filter { !$0.hasPrefix("/") && !$0.hasPrefix("~") }
    }

    /// Each as its line in the file would say it: `read: /srv/models`.
    package var lines: [String] {
        read.map { "read: \($0)" } + write.map { "write: \($0)" } + sockets.map { "sockets: \($0)" }
            + ports.map { "ports: \($0)" } + cache.map { "cache: \($0)" }
    }
}
