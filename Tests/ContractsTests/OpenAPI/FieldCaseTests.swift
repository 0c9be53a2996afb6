import Foundation
import GateModel
import JSON
import Testing

@testable import Contracts

/// Pairs of documents written after public bug reports, each with the answer that its users needed.
struct FieldCaseTests {
    struct Case: CustomTestStringConvertible {
        let name: String
        let about: String
        let expect: String
        let old: JSONValue
        let new: JSONValue

        var testDescription: String { name }
    }

    /// - Parameter name: `openapi.json` after public bug reports, `own.json` what a reading of the rules led to.
    private static func all(_ name: String) throws -> [Case] {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "FieldCases/\(name)")
        let list = try #require(try JSONParser.parse([UInt8](Data(contentsOf: file))).array)
        return try list.map { item in
            Case(
                name: try #require(item["name"]?.string), about: try #require(item["about"]?.string),
                expect: try #require(item["expect"]?.string), old: try #require(item["old"]),
                new: try #require(item["new"]))
        }
    }

    @Test(
        "every answer is the one that users needed", arguments: [("openapi.json", 148), ("own.json", 616)])
    func answers(file: String, count: Int) throws {
        let cases = try Self.all(file)
        var wrong: [String] = []
        for pair in cases {
            let answer = try Self.answer(pair)
            if !answer.isRight(pair.expect) {
                wrong.append("\(pair.name) (\(pair.about)): wanted \(pair.expect), got \(answer)")
            }
        }
        print("OpenAPI: \(cases.count - wrong.count) of \(cases.count) cases of \(file) are right")
        #expect(cases.count == count)
        #expect(wrong == [])
    }

    /// What `pawl contract diff` would answer.
    private enum Answer: CustomStringConvertible {
        case refused(String)
        case changes([APIChange])

        func isRight(_ wanted: String) -> Bool {
            switch (self, wanted) {
            case (_, "any"), (_, "nocrash"), (.refused, "notsilent"): true
            case (.refused, _): false
            case (.changes(let changes), "break"): changes.contains { $0.level == .error }
            case (.changes(let changes), "none"): !changes.contains { $0.level == .error }
            case (.changes(let changes), "empty"): changes.isEmpty
            case (.changes(let changes), "changed"): !changes.isEmpty
            case (.changes(let changes), "info"):
                !changes.isEmpty && !changes.contains { $0.level == .error }
            case (.changes(let changes), "warn-or-break"), (.changes(let changes), "notsilent"):
                changes.contains { $0.level >= .warning }
            case (.changes, _): false
            }
        }

        var description: String {
            switch self {
            case .refused(let reason): "refused: \(reason)"
            case .changes(let changes):
                changes.isEmpty
                    ? "no change"
                    : changes.map { "\($0.level.rawValue) \($0.id)" }.joined(separator: ", ")
            }
        }
    }

    private static func answer(_ pair: Case) throws -> Answer {
        let day = try #require(CalendarDate(year: 2026, month: 7, day: 14))
        do throws(OpenAPIError) {
            let old = try OpenAPIDocument(text(pair.old), named: "old")
            let new = try OpenAPIDocument(text(pair.new), named: "new")
            if let gap = (old.unresolved + new.unresolved).first { return .refused(gap) }
            return .changes(OpenAPIComparison.changes(from: old, to: new, on: day))
        } catch {
            return .refused(error.description)
        }
    }

    /// A text is YAML as it stands; an object is written as JSON.
    private static func text(_ document: JSONValue) -> [UInt8] {
        document.string.map { Array($0.utf8) } ?? Array(JSONWriter.pretty(document).utf8)
    }
}
