import GateModel
import Testing

@testable import Contracts

/// What changes between two texts of documents on 14 July 2026: `ERR webhook-removed`, sorted.
///
/// - Parameters:
///   - old: what follows `openapi` and `info`, as YAML.
///   - versions: of the two documents.
func documentChanges(
    _ old: String, _ new: String, versions: (old: String, new: String) = ("3.1.0", "3.1.0")
) throws -> [String] {
    try documentDifferences(old, new, versions: versions).map { "\($0.level.rawValue) \($0.id)" }.sorted()
}

/// The same, in full and in the order of a report.
func documentDifferences(
    _ old: String, _ new: String, versions: (old: String, new: String) = ("3.1.0", "3.1.0")
) throws -> [APIChange] {
    let day = try #require(CalendarDate(year: 2026, month: 7, day: 14))
    let documents = try [(old, versions.old), (new, versions.new)].map { text, version in
        try OpenAPIDocument(
            Array("openapi: \(version)\ninfo: {title: Things, version: '1'}\n\(text)\n".utf8),
            named: "things.yaml")
    }
    return OpenAPIComparison.changes(from: documents[0], to: documents[1], on: day)
}
