import GateModel
import Testing

@testable import DecisionLog

@Suite struct EntrySizeTests {
    private func append(_ rules: Int, to directory: LogDirectory, reason: String? = nil) throws -> LogEntry {
        let stage = StageResult(
            stage: .regress, judgements: (0..<rules).map { testJudgement($0) }, seconds: 1)
        return try directory.log().append(
            directory.decision(.block, stages: [stage], reason: reason), evidence: nil, key: directory.key
        ) { _ in }
    }

    /// A rule takes about 400 bytes in full, 600 in base64, and its id 60: 109 rules fit, or 900 ids.
    @Test(
        "rules that do not fit are cut to ids, then counted",
        arguments: [
            (50, 50, 0, 0), (400, 0, 400, 0), (3000, 0, 0, 3000),
        ])
    func cut(rules: Int, full: Int, ids: Int, dropped: Int) throws {
        let directory = try LogDirectory()
        let entry = try append(rules, to: directory)
        let stage = try #require(entry.stages.first)
        #expect(entry.envelope.count <= 65_535)
        #expect(stage.result.judgements.count == full)
        #expect(stage.cut.count == ids)
        #expect(stage.cut.first == (ids > 0 ? "regress/median-response_time-rel/operation-0" : nil))
        #expect(stage.dropped == dropped)
        #expect(stage.counts == .init(pass: 0, violation: rules, inconclusive: 0))
        #expect(stage.result.verdict == .violation)
        #expect(try directory.log().entries() == [entry])
    }

    @Test func whatCannotBeCutIsRefused() throws {
        let directory = try LogDirectory()
        let text = try errorText {
            _ = try append(1, to: directory, reason: String(repeating: "x", count: 60_000))
        }
        #expect(text.hasPrefix("log: error: the entry would have 8"))
        #expect(
            text.hasSuffix(
                """
                 bytes, and at most 65535 are allowed
                  hint: shorten the reason, or split the rollback's changes
                """))
        #expect(try directory.log().entries() == [])
    }
}
