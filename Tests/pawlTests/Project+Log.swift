import Foundation
import Testing

extension Project {
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
