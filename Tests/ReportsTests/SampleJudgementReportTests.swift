import GateModel
import JSON
import Reports
import Testing

@Suite("SampleJudgementReport")
struct SampleJudgementReportTests {
    private let passed = SampleJudgement(
        name: "search", limit: "≤ +5 %", verdict: .pass, scale: .ratio, count: 16, estimate: 1.012,
        lower: nil,
        upper: 1.03, basis: .sizedBlocks(count: 40, least: 10, most: 10), notes: [.notSideBySide])
    private let noisy = SampleJudgement(
        name: "a\u{1b}[31mb", limit: "≤ +5 %",
        verdict: .inconclusive(Inconclusive(.noSamples, "only a summary")),
        scale: .ratio, notes: [.notSideBySide])

    @Test("one judgement is one object under the promised names; an infinite bound is null")
    func one() {
        #expect(
            SampleJudgementReport.json([passed], .ratio) == """
                {
                  "verdict": "pass",
                  "reason": "shown to be within the limit",
                  "stopped_at": 16,
                  "estimate": 1.012,
                  "lower": null,
                  "upper": 1.03,
                  "benchmark": "search"
                }

                """)
    }

    @Test("several have the worst one's verdict on top")
    func several() throws {
        let text = SampleJudgementReport.json([passed, noisy], .ratio)
        let json = try JSONParser.parse(Array(text.utf8))
        #expect(json["verdict"] == "inconclusive")
        #expect(json["reason"] == "no samples: only a summary")
        #expect(json["estimate"] == .null)
        #expect(json["benchmarks"]?.array?.count == 2)
        #expect(json["benchmarks"]?.array?[0]["verdict"] == "pass")
    }

    @Test("benchmarks that only the candidate has are named, in both forms, and escaped")
    func added() throws {
        let json = try JSONParser.parse(
            Array(SampleJudgementReport.json([passed], .ratio, added: ["b", "c"]).utf8))
        #expect(json["added"] == ["b", "c"])
        #expect(
            SampleJudgementReport.text([passed], added: ["b", "c\u{1b}[2J"], style: .plain).hasSuffix(
                "  note: new in the candidate, so there is nothing to compare with: 'b', 'c␛[2J'\n"))
        let many = SampleJudgementReport.text([passed], added: (1...23).map { "\($0)" }, style: .plain)
        #expect(many.hasSuffix("'20' and 3 more\n"))
    }

    @Test("growth has names of its own, in the unit of its readings")
    func growth() {
        let judgement = SampleJudgement(
            name: nil, limit: "1KB/op", verdict: .violation, scale: .perOperation(.bytes), count: 600,
            estimate: 5000, lower: 4000, upper: 6000)
        #expect(
            SampleJudgementReport.json([judgement], .growth, amount: { $0 / 1000 }) == """
                {
                  "verdict": "violation",
                  "reason": "shown to be beyond the limit",
                  "operations": 600,
                  "slope": 5,
                  "lower": 4,
                  "upper": 6
                }

                """)
    }

    @Test("the text says limit, estimate, interval and basis, and what all have in common once")
    func text() {
        #expect(
            SampleJudgementReport.text([passed, noisy], style: .plain) == """
                PASS search  limit ≤ +5 %, measured +1.2 %, interval −∞ … +3 %, decided at block 16, 40 blocks × 10
                INCONCLUSIVE a␛[31mb  limit ≤ +5 %
                  why: no samples: only a summary
                  note: not measured side by side: a change of the host between the two counts as a change of the code

                """)
    }
}

@Suite("DriftReport")
struct DriftReportTests {
    private func finding(_ verdict: Verdict, alarm: Int? = nil, warning: Int? = nil) -> DriftFinding {
        DriftFinding(
            verdict: verdict, releases: 12, alarm: alarm, warning: warning, improvement: nil, logLevel: 7.25)
    }

    @Test("an alarm names its release")
    func alarm() {
        #expect(
            DriftReport.text(
                finding(.violation, alarm: 9, warning: 5), blocking: 0.025, warning: 0.01, style: .plain)
                == "VIOLATION  drifted, shown at release 9, 12 releases, limit +2.5 % from the anchor\n")
        #expect(
            DriftReport.json(finding(.violation, alarm: 9, warning: 5)) == """
                {
                  "verdict": "violation",
                  "reason": "drifted, shown at release 9",
                  "releases": 12,
                  "alarm": 9,
                  "warning": 5,
                  "improvement": null,
                  "log_level": 7.25
                }

                """)
    }

    @Test("a warning stands below a pass")
    func warning() {
        #expect(
            DriftReport.text(finding(.pass, warning: 5), blocking: 0.025, warning: 0.01, style: .plain) == """
                PASS  no drift shown, 12 releases, limit +2.5 % from the anchor
                  warning: drifted by more than 1 %, shown at release 5

                """)
    }
}
