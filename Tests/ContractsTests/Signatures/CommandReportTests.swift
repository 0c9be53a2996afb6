import Contracts
import GateModel
import Testing

private func report(_ text: String, _ format: ComparisonCommand.Format) throws -> [String] {
    try SignatureReport.command(Array(text.utf8), format: format, subject: "events").differences
        .map { "\($0.severity) \($0.fingerprint): \($0.text ?? "")" }
}

@Suite struct CommandReportTests {
    @Test func linesSayLevelRuleOperationAndText() throws {
        #expect(
            try report(
                "breaking event-removed member.left: nobody sends it\ninfo event-added member.moved: new\n",
                .lines)
                == [
                    "breaking command/events/event-removed/member.left: nobody sends it",
                    "info command/events/event-added/member.moved: new",
                ])
    }

    @Test func jsonIsTheListOfContractDiff() throws {
        let text =
            #"[{"id": "new-required", "level": "ERR", "operation": "GET /a", "path": "query/mode", "text": "t"}]"#
        #expect(try report(text, .json) == ["breaking command/events/new-required/GET .a/query.mode: t"])
    }

    @Test func levelsOfSARIFComeFromTheResultOrItsRule() throws {
        let text = #"""
            {"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "x", "rules": [
              {"id": "R1", "defaultConfiguration": {"level": "error"}}]}}, "results": [
              {"ruleId": "R1", "message": {"text": "gone"}, "locations": [{"physicalLocation":
                {"artifactLocation": {"uri": "a.txt"}, "region": {"startLine": 7}}}]},
              {"ruleId": "R2", "level": "note", "message": {"text": "new"}},
              {"ruleId": "R1", "kind": "pass", "message": {"text": "fine"}}]}]}
            """#
        #expect(
            try report(text, .sarif) == [
                "breaking command/events/r1/a.txt: gone", "info command/events/r2: new",
            ])
    }

    @Test(
        "what has not the declared format is not understood",
        arguments: [
            ("it is fine\n", ComparisonCommand.Format.lines), ("fatal rule op: text", .lines), ("", .json),
            ("{}", .json), ("", .sarif), (#"{"version": "2.1.0"}"#, .sarif),
            (#"{"version": "2.1.0", "runs": []}"#, .sarif),
            (#"{"version": "2.1.0", "runs": [{"tool": {}}]}"#, .sarif),
            (
                #"{"version": "2.1.0", "runs": [{"invocations": [{"executionSuccessful": false}], "results": []}]}"#,
                .sarif
            ),
        ])
    func rubbish(text: String, format: ComparisonCommand.Format) {
        #expect(throws: NotUnderstood.self) { try report(text, format) }
    }
}
