import Foundation
import GateModel
import JSON
import Testing

@testable import DecisionLog

/// The bytes of what is recorded, as files that a person can read: the same JSON with blanks and line feeds.
///
/// Whoever changes a file decides that what was recorded before is not read any more. `PAWL_WRITE_GOLDEN=DIRECTORY` writes
/// what is recorded now there, to be looked at and laid out.
@Suite struct GoldenTests {
    private static func canonical(_ file: String) throws -> [UInt8] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
        let bytes = try Data(contentsOf: folder.appending(path: "Golden/\(file).json"))
        return JSONWriter.canonical(try JSONParser.parse(Array(bytes)))
    }

    @Test("an entry of each kind", arguments: Decision.Kind.allCases)
    func entries(kind: Decision.Kind) throws {
        let written = GoldenEntries.statement(kind)
        let payload = try written.payload()
        try Self.expect(payload, as: "entry-\(kind.rawValue)")
        let read = try EntryStatement(parsing: payload)
        #expect(read == written)
        let json = try JSONParser.parse(payload)
        #expect(hasFraction(json) == false)
        // The same word as in messages and commits.
        #expect(json["predicate"]?["kind"] == .string(kind.rawValue))
    }

    @Test("the evidence of each stage", arguments: StageName.allCases)
    func evidence(stage: StageName) throws {
        let written = GoldenEvidence.evidence(of: stage)
        let bytes = try written.encoded()
        try Self.expect(bytes, as: "evidence-\(stage.rawValue)")
        #expect(try Evidence(decoding: bytes, ofEntry: 0) == written)
    }

    @Test func evidenceThatIsSpelledOtherwiseIsRefusedByItsPlace() throws {
        let text = String(decoding: try GoldenEvidence.evidence(of: .regress).encoded(), as: UTF8.self)
        try #require(text.contains(#""seconds":1.5"#))
        let error = #expect(throws: LogError.self) {
            try Evidence(
                decoding: Array(text.replacing(#""seconds":1.5"#, with: #""new":1,"seconds":1.5"#).utf8),
                ofEntry: 3)
        }
        #expect(
            error == .evidenceUnreadable(index: 3, reason: "results/0/new: it is unknown to this version"))
    }

    @Test("what one kind of stage observed is not read as another's", arguments: StageName.allCases)
    func foreign(stage: StageName) throws {
        let text = String(decoding: try GoldenEvidence.evidence(of: stage).encoded(), as: UTF8.self)
        let own = #""kind":"\#(stage.rawValue)""#
        try #require(text.ranges(of: own).count == 1)
        // Those that take blocks of samples have the same members.
        let alike: Set<StageName> = [.baseline, .regress]
        for other in StageName.allCases where other != stage && !alike.isSuperset(of: [stage, other]) {
            let foreign = text.replacing(own, with: #""kind":"\#(other.rawValue)""#)
            #expect(throws: LogError.self) { try Evidence(decoding: Array(foreign.utf8), ofEntry: 0) }
        }
    }

    static func expect(_ bytes: [UInt8], as file: String) throws {
        if let directory = ProcessInfo.processInfo.environment["PAWL_WRITE_GOLDEN"] {
            try Data(bytes).write(to: URL(filePath: directory).appending(path: "\(file).json"))
        }
        let found = String(decoding: bytes, as: UTF8.self)
        let expected = String(decoding: try canonical(file), as: UTF8.self)
        #expect(found == expected)
    }

    /// What is signed has none, since languages spell them differently.
    private func hasFraction(_ json: JSONValue) -> Bool {
        switch json {
        case .null, .bool, .integer, .string: false
        case .number: true
        case .array(let elements): elements.contains(where: hasFraction)
        case .object(let object): object.members.contains { hasFraction($0.value) }
        }
    }
}
