import Glibc
import Testing

extension Project {
    /// Adds a change directory to the work tree, whose scripts write their names to `steps` in staging's directory.
    ///
    /// - Parameters:
    ///   - applied: whether the change says that it took effect.
    ///   - command: what its revert does.
    func addChange(_ name: String, applied: Bool = true, reverting command: String = "true") async throws {
        let directory = "rollback/items/changes/\(name)"
        let scripts = [("applied", applied ? "exit 0" : "exit 1"), ("revert", command), ("verify", "exit 0")]
        for (script, end) in scripts {
            let text = "#!/bin/sh\necho \(script) >> '\(staging)/steps'\n\(end)\n"
            try write(text, to: "\(directory)/\(script)")
            try makeExecutable("\(directory)/\(script)")
        }
        try write("reversible: full\n", to: "\(directory)/change.yaml")
    }

    func makeExecutable(_ name: String, _ isExecutable: Bool = true) throws {
        try #require(chmod(repository + "/" + name, isExecutable ? 0o755 : 0o644) == 0)
    }
}
