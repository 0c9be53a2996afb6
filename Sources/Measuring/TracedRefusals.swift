import Processes

extension SubjectConfinement {
    /// What failed calls, as ``TracedShepherds`` tells them, say about paths that the sandbox keeps from programs; each path once.
    package func refusals(traced lines: [String]) -> [SandboxRefusal] {
        guard let sandbox = sandbox(reading: [], writing: []) else { return [] }
        var found: [SandboxRefusal] = []
        for line in lines {
            guard let refusal = refusal(line, sandbox), !found.contains(where: { $0.path == refusal.path })
            else { continue }
            found.append(refusal)
        }
        return found
    }
}

/// Calls that change something; others only look.
private let writing = [
    "O_WRONLY", "O_RDWR", "O_CREAT", "mkdir", "unlink", "rename", "symlink", "link(", "mknod", "chmod",
    "truncate",
]

private func refusal(_ line: String, _ sandbox: Sandbox) -> SandboxRefusal? {
    let isRefused = ["EACCES", "EROFS"].contains { line.contains("= -1 \($0) ") }
    let isMissing = line.contains("= -1 ENOENT ")
    guard isRefused || isMissing, let path = path(in: line) else { return nil }
    // What is not there outside either is no matter of the sandbox; nor is what it makes for itself.
    let open = sandbox.readable + sandbox.writable
    // The shepherd looks for what it is to hide.
    guard !path.contains("/pawl-trace-"), !sandbox.hidden.contains(path), !isMissing || realPath(path) != nil,
        !isMissing || !open.contains(where: { isInside(path, $0) })
    else { return nil }
    var seen = sandbox
    // The files of a revision, wherever they were for that command.
    if let checkout = checkout(in: path) { seen.readable.append(checkout) }
    return SandboxRefusal(path: path, isWriting: writing.contains(where: line.contains), seen)
}

/// The first text of a call, made absolute by the directory before it; nil where there is none.
private func path(in line: String) -> String? {
    let parts = line.split(separator: "\"", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, !parts[1].isEmpty else { return nil }
    if parts[1].hasPrefix("/") { return withoutLastSlash(parts[1]) }
    guard let open = parts[0].lastIndex(of: "<"), let close = parts[0].lastIndex(of: ">"), open < close else {
        return nil
    }
    return withoutLastSlash("\(parts[0][parts[0].index(after: open)..<close])/\(parts[1])")
}

private func withoutLastSlash(_ path: some StringProtocol) -> String {
    path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : String(path)
}

private func checkout(in path: String) -> String? {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard let gate = parts.firstIndex(where: { $0.hasPrefix("pawl-gate-") }),
        let end = parts[gate...].firstIndex(of: "checkout")
    else { return nil }
    return parts[...end].joined(separator: "/")
}
