import Processes

/// What a program's own words say about a path that its sandbox keeps from it, with the line that would open it; nil where they
/// say nothing of that kind.
///
/// Programs say `Permission denied` and `Read-only file system` in many ways; the first absolute path in such a line is meant. One that
/// is said to be missing counts where it is there outside.
func sandboxRefusal(in texts: [String], _ sandbox: Sandbox?) -> String? {
    guard let sandbox else { return nil }
    let known = sandbox.readable + sandbox.writable
    for line in texts.flatMap({ $0.split(separator: "\n") }) {
        let isWriting = line.contains("Read-only file system") || line.contains("cannot create")
        let isRefused = isWriting || line.contains("Permission denied")
        let isMissing = line.contains("No such file or directory")
        guard isRefused || isMissing, let path = absolutePath(in: line), path != "/bin/sh" else { continue }
        if isMissing {
            guard realPath(path) != nil, !known.contains(where: { isInside(path, $0) }) else { continue }
        }
        let key = isWriting || sandbox.readable.contains(where: { isInside(path, $0) }) ? "write" : "read"
        return "; '\(path)' is not open in the sandbox, 'sandbox: { \(key): [\(path)] }' would open it"
    }
    return nil
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
