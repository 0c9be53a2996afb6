import Glibc
import Processes

/// A directory in which services under test leave who they were and which state they worked on.
package struct Traces: Sendable {
    private let directory: TemporaryDirectory
    package var path: String { directory.path }

    package init() throws {
        directory = try TemporaryDirectory(prefix: "pawl-test-")
    }

    /// How many processes have ever been started.
    package var count: Int { lines.count }

    /// What they left: processes that are still alive, and state directories that still exist.
    package var remains: [String] {
        lines.flatMap { line in
            let (pid, state) = (line.prefix { $0 != " " }, line.drop { $0 != " " }.dropFirst())
            return (isAlive(pid) ? ["process \(pid)"] : []) + (exists(String(state)) ? [String(state)] : [])
        }
    }

    /// The lines of a file in the directory; none where there is no such file.
    package func lines(of file: String) -> [Substring] {
        (contents("\(path)/\(file)") ?? "").split(separator: "\n")
    }

    private var lines: [Substring] { lines(of: "started") }
}

package func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

package func contents(_ path: String) -> String? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var text = ""
    while true {
        let character = getc(file)
        if character == EOF { return text }
        text.unicodeScalars.append(Unicode.Scalar(UInt8(character)))
    }
}

/// Whether a process exists and is not a zombie.
private func isAlive(_ pid: Substring) -> Bool {
    guard let status = contents("/proc/\(pid)/stat"), let end = status.lastIndex(of: ")") else {
        return false
    }
    return !status[end...].hasPrefix(") Z") && !status[end...].hasPrefix(") X")
}

/// Waits until something holds; false when it did not in five minutes, which only end a test that hangs.
package func eventually(_ condition: () -> Bool) async throws -> Bool {
    for _ in 0..<30_000 {
        if condition() { return true }
        try await Task.sleep(for: .milliseconds(10))
    }
    return condition()
}
