import Contracts
import GateModel
import Testing

private let migration = """
    BEGIN;
    ALTER TABLE member DROP COLUMN email;
    COMMIT;
    """

/// What squawk 2.70.0 prints of it.
private let printed = #"""
    [{"file":"1.sql","line":1,"column":0,"level":"Warning","message":"Missing `set lock_timeout` before potentially slow ACCESS EXCLUSIVE lock operations","help":"Configure a `lock_timeout` before this statement.","rule_name":"require-lock-timeout","column_end":37,"line_end":1},{"file":"1.sql","line":1,"column":19,"level":"Warning","message":"Dropping a column may break existing clients.","help":null,"rule_name":"ban-drop-column","column_end":36,"line_end":1}]
    """#

private func report(_ text: String, _ file: String = migration) throws -> SignatureReport {
    try .squawk(Array(text.utf8), directory: "migrations", files: ["1.sql": Array(file.utf8)])
}

@Suite struct SquawkReportTests {
    @Test func whatTheRunningRevisionCannotLiveWithBreaksAndTheRestWarns() throws {
        #expect(
            try report(printed).differences.map { "\($0.severity) \($0.fingerprint)" } == [
                "breaking sql/migrations/ban-drop-column/1.sql/DROP COLUMN email",
                "warning sql/migrations/require-lock-timeout/1.sql/ALTER TABLE member DROP COLUMN email;",
            ])
    }

    @Test func aMovedStatementKeepsItsFingerprint() throws {
        let moved = printed.replacing("\"line\":1", with: "\"line\":3").replacing(
            "\"line_end\":1", with: "\"line_end\":3")
        #expect(
            try report(moved, "-- one\n-- two\n" + migration).differences.map(\.fingerprint)
                == report(printed).differences.map(\.fingerprint))
    }

    @Test func aMigrationThatIsNotUnderstoodIsAGap() throws {
        let text =
            #"[{"file":"1.sql","line":0,"column":0,"level":"Error","message":"expected command, found ALTER_KW","help":null,"rule_name":"syntax-error","column_end":0,"line_end":0}]"#
        #expect(try report(text).gaps == ["1.sql is not understood: expected command, found ALTER_KW"])
    }

    @Test(
        "rubbish is not understood",
        arguments: ["", "{}", #"[{"file":"other.sql","rule_name":"a","message":"b"}]"#])
    func rubbish(text: String) {
        #expect(throws: NotUnderstood.self) { try report(text) }
    }
}
