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
    ///
    /// A process is known by the variable that names this directory, since it may have a number of its own in a namespace.
    package var remains: [String] {
        let states = lines.map { String($0.drop { $0 != " " }.dropFirst()) }
        return processes.map { "process \($0)" } + states.filter(exists)
    }

    private var processes: [String] {
        let variable = Array("TRACES=\(path)".utf8)
        let names: [String]
        do throws(FileError) {
            names = try directoryNames("/proc")
        } catch {
            return ["unknown, since \(error)"]
        }
        return names.filter { $0.allSatisfy(\.isNumber) }.filter { pid in
            let environment = contents("/proc/\(pid)/environ") ?? ""
            return environment.utf8.split(separator: 0).contains { $0.elementsEqual(variable) }
                && isAlive(pid)
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
private func isAlive(_ pid: String) -> Bool {
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
