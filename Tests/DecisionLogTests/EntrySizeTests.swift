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
        let stage = try #require(entry.decision.stages.first)
        let tally = try #require(stage.tally)
        #expect(entry.envelope.count <= 65_535)
        #expect(stage.judgements.count == full)
        #expect(tally.cut.count == ids)
        #expect(tally.cut.first == (ids > 0 ? "regress/median-response_time-rel/operation-0" : nil))
        #expect(tally.dropped == dropped)
        #expect((tally.pass, tally.violation, tally.inconclusive) == (0, rules, 0))
        #expect(stage.verdict == .violation)
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

    @Test func explanationsGoBeforeRulesAreCut() throws {
        let directory = try LogDirectory()
        let judgements = (0..<80).map { testJudgement($0, numbers: explainedNumbers) }
        let stage = StageResult(stage: .regress, judgements: judgements, seconds: 1)
        let entry = try directory.log().append(
            directory.decision(.block, stages: [stage]), evidence: nil, key: directory.key
        ) { _ in }
        let recorded = try #require(entry.decision.stages.first).judgements
        #expect(recorded.count == 80)
        #expect(recorded.first?.numbers.estimate == 1.126)
        #expect(recorded.first?.numbers.distributions == nil)
    }
}
