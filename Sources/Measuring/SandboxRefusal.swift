package import Processes

/// What a program's own words say about a path that its sandbox keeps from it, with the line that would open it; nil where they
/// say nothing of that kind.
///
/// Programs say `Permission denied` and `Read-only file system` in many ways; the first absolute path in such a line is meant. One that
/// is said to be missing counts where it is there outside.
func sandboxRefusal(in texts: [String], _ sandbox: Sandbox?) -> String? {
    sandbox.flatMap { sandboxRefusals(in: texts, $0).first }.map { "; \($0.text)" }
}

/// The same of every path that the words name, each once, in their order.
package func sandboxRefusals(in texts: [String], _ sandbox: Sandbox) -> [SandboxRefusal] {
    var found: [SandboxRefusal] = []
    for line in texts.flatMap({ $0.split(separator: "\n") }) {
        guard let refusal = refusal(in: line, sandbox), !found.contains(refusal) else { continue }
        found.append(refusal)
    }
    return found
}

/// A path that a sandbox keeps from a program.
package struct SandboxRefusal: Hashable, Sendable {
    package let path: String
    /// The line of a pipeline file that opens it; nil: nothing should.
    package let opening: String?
    private let isOfRevision: Bool

    package init(path: String, isWriting: Bool, _ sandbox: Sandbox) {
        self.path = path
        let isReadable = sandbox.readable.contains { isInside(path, $0) }
        let key = isWriting || isReadable ? "write" : "read"
        isOfRevision = sandbox.checkout(around: path) != nil
        if let checkout = sandbox.checkout(around: path) {
            let directory = splitPath(path).directory.dropFirst(checkout.count + 1)
            opening = directory.isEmpty ? nil : "sandbox: { write: [\(directory)] }"
        } else {
            opening = sandbox.mayOpen(path) ? "sandbox: { \(key): [\(path)] }" : nil
        }
    }

    package var text: String {
        let refused = "'\(path)' is not open in the sandbox"
        if let opening { return "\(refused), '\(opening)' would open it" }
        return isOfRevision
            ? "\(refused): a revision's files stay as they are, PAWL_STATE and HOME are for writing"
            : "\(refused), and has to stay so"
    }
}

private func refusal(in line: Substring, _ sandbox: Sandbox) -> SandboxRefusal? {
    let isWriting = line.contains("Read-only file system") || line.contains("cannot create")
    let isRefused = isWriting || line.contains("Permission denied")
    let isMissing = line.contains("No such file or directory")
    guard isRefused || isMissing, let path = absolutePath(in: line), path != "/bin/sh" else { return nil }
    if isMissing {
        let known = sandbox.readable + sandbox.writable
        guard realPath(path) != nil, !known.contains(where: { isInside(path, $0) }) else { return nil }
    }
    return SandboxRefusal(path: path, isWriting: isWriting, sandbox)
}

/// The first that no other path goes before: `/srv/x` of `open("/srv/x") failed`.
private func absolutePath(in line: Substring) -> String? {
    let ends: Set<Character> = ["'", "\"", ":", ",", ")", ";", " ", "\t"]
    var previous: Character = " "
    for index in line.indices {
        if line[index] == "/", ends.contains(previous) || previous == "(" {
            let path = line[index...].prefix { !ends.contains($0) }
            // A shell puts its own name first: `/bin/sh: 1: cannot create /srv/x`.
            if path.count > 1, !["/bin/sh", "/bin/bash", "/usr/bin/env"].contains(String(path)) {
                return String(path)
            }
        }
        previous = line[index]
    }
    return nil
}
