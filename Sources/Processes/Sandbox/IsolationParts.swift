extension Isolation {
    /// What each part of it holds, as a name and a text: `landlock 7`, `files, …`.
    package var parts: [(name: String, holds: String)] {
        switch self {
        case .none: []
        case .strong(let landlock): [Isolation.namespaces] + Isolation.landlock(landlock) + [Isolation.filter]
        case .weak(let landlock): Isolation.landlock(landlock) + [Isolation.filter]
        }
    }

    private static let namespaces = (
        name: "namespaces",
        holds:
            "hidden paths are not there, the rest is read-only; processes, shared memory and devices of its own"
    )

    private static let filter = (
        name: "seccomp",
        holds: "no named sockets but those opened, no mounts, tracing, priorities or limits of others"
    )

    private static func landlock(_ version: Int) -> [(name: String, holds: String)] {
        guard version > 0 else { return [] }
        let since = [
            (1, "files"), (2, "moving between directories"), (3, "truncating"), (4, "TCP ports"),
            (5, "devices"),
            (6, "signals"),
        ]
        let holds = since.filter { $0.0 <= version }.map(\.1).joined(separator: ", ")
        return [(name: "landlock \(version)", holds: holds)]
    }
}
