import Glibc
import Processes

/// The variables that this process was started with.
enum Variables {
    static let all: [String: String] = {
        var all: [String: String] = [:]
        var entry = environ
        while let text = entry.pointee.map({ String(cString: $0) }) {
            let name = text.prefix { $0 != "=" }
            all[String(name)] = String(text.dropFirst(name.count + 1))
            entry += 1
        }
        return all
    }()

    /// Reads all of them, and takes `PAWL_KEY*` out of the environment: from then on this process's memory alone has it,
    /// and no other process may read that.
    static func takeSecrets() throws(ProcessError) {
        _ = all
        if eraseVariables(prefix: "PAWL_KEY") { try forbidMemoryDumps() }
    }

    static subscript(name: String) -> String? {
        guard let value = all[name], !value.isEmpty else { return nil }
        return value
    }
}
