import Foundation
import Testing

extension Project {
    /// Appends an entry about HEAD as another run does, with nothing measured or run; `rollback-failed` is one that came to an end
    /// at step 2.
    ///
    /// - Parameter baseline: What it compares with, or goes back to.
    func append(
        _ kind: String, run: String = "run-1", pipeline: String = "items", baseline: String = "main",
        environment: String = "staging"
    ) async throws {
        let fixture = String(try pawlPath().dropLast("pawl".count)) + "log-fixture"
        let appended = try await self.run(
            [
                fixture, repository, environment, trust, key, run, "1", kind, String(time(nil)), pipeline,
                baseline,
            ], variables: [:])
        try #require(appended.status == 0, "\(appended)")
    }

    /// The log's last line, as `pawl log list` shows it.
    var lastEntry: String {
        get async throws {
            let list = try await pawl("log", "list")
            return try String(#require(list.output.split(separator: "\n").last, "\(list)"))
        }
    }

    /// The kinds of all entries, the oldest first.
    var entryKinds: [String] {
        get async throws {
            try await pawl("log", "list").output.split(separator: "\n").map { line in
                let words = line.split(separator: " ")
                return words.count > 2 ? String(words[2]) : String(line)
            }
        }
    }
}

extension Outcome {
    /// What stands on standard output, read by somebody else's parser.
    func json() throws -> [String: Any]? {
        try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any]
    }
}
