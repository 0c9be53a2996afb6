import Glibc
import Testing

extension Project {
    /// Adds a change directory to the work tree, whose scripts write their names to `steps` in staging's directory.
    ///
    /// - Parameter applied: whether the change says that it took effect.
    func addChange(_ name: String, applied: Bool = true) async throws {
        let directory = "rollback/items/changes/\(name)"
        for (script, status) in [("applied", applied ? 0 : 1), ("revert", 0), ("verify", 0)] {
            try write(
                "#!/bin/sh\necho \(script) >> '\(staging)/steps'\nexit \(status)\n",
                to: "\(directory)/\(script)")
            try makeExecutable("\(directory)/\(script)")
        }
        try write("reversible: full\n", to: "\(directory)/change.yaml")
    }

    func makeExecutable(_ name: String, _ isExecutable: Bool = true) throws {
        try #require(chmod(repository + "/" + name, isExecutable ? 0o755 : 0o644) == 0)
    }
}
