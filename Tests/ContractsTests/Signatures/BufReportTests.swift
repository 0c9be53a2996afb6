import Contracts
import GateModel
import Testing

/// What buf 1.75.0 prints.
private let printed = #"""
    {"path":"/c/proto/m.proto","start_line":4,"start_column":1,"end_line":4,"end_column":49,"type":"FIELD_NO_DELETE","message":"Previously present field \"3\" with name \"email\" on message \"Member\" was deleted."}
    {"path":"/c/proto/m.proto","start_line":4,"start_column":32,"end_line":4,"end_column":38,"type":"FIELD_SAME_TYPE","message":"Field \"2\" with name \"age\" on message \"Member\" changed type from \"int32\" to \"string\"."}
    {"path":"/c/proto/m.proto","start_line":5,"start_column":1,"end_line":5,"end_column":54,"type":"RPC_NO_DELETE","message":"Previously present RPC \"Drop\" on service \"Members\" was deleted."}
    {"start_line":1,"start_column":1,"end_line":1,"end_column":1,"type":"FILE_NO_DELETE","message":"Previously present file \"o.proto\" was deleted."}
    """#

private func report(_ text: String) throws -> SignatureReport {
    try .buf(Array(text.utf8), directory: "proto", below: "/c/proto/")
}

@Suite struct BufReportTests {
    @Test func eachFindingIsNamedByRuleFileMessageAndField() throws {
        #expect(
            try report(printed).differences.map(\.fingerprint) == [
                "protobuf/proto/field-no-delete/m.proto#Member/email",
                "protobuf/proto/field-same-type/m.proto#Member/age",
                "protobuf/proto/file-no-delete",
                "protobuf/proto/rpc-no-delete/m.proto#Members/Drop",
            ])
    }

    @Test func movedLinesKeepTheFingerprint() throws {
        let moved = printed.replacing("\"start_line\":4", with: "\"start_line\":40")
        #expect(
            try report(moved).differences.map(\.fingerprint) == report(printed).differences.map(\.fingerprint)
        )
    }

    @Test func bothTypesAreShown() throws {
        let changed = try #require(try report(printed).differences.first { $0.place == "age" })
        #expect([changed.baseline, changed.candidate] == ["int32", "string"])
    }

    @Test func nothingPrintedIsNothingFound() throws {
        #expect(try report("").differences.isEmpty)
    }

    @Test(
        "a file that does not compile, and rubbish, are not understood",
        arguments: [
            #"{"path":"/c/proto/m.proto","type":"COMPILE","message":"cannot find `strng` in this scope"}"#,
            #"{"path":"m.proto"}"#, "Failure: no such file",
        ])
    func rubbish(text: String) {
        #expect(throws: NotUnderstood.self) { try report(text) }
    }
}
