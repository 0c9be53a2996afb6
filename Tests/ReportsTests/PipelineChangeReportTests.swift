import GateModel
import Reports
import Testing

@Suite struct PipelineChangeReportTests {
    private func plan(_ change: PipelineChange, enforces: Bool = true) -> Plan {
        let own = Examples.plan()
        return Plan(
            pipeline: own.pipeline, map: own.map, source: own.source, pipelineChange: change,
            environment: "staging",
            baseline: own.baseline, candidate: own.candidate, enforces: enforces, seed: 1, notes: [])
    }

    private func report(
        _ change: PipelineChange, _ outcome: GateOutcome = .deployed, problems: [String] = []
    ) -> String {
        TextReport.text(
            GateSummary(
                plan: plan(change), results: [], notRun: [], outcome: outcome,
                entries: [Examples.entry(4, .deployed, "7c4a9e1")], problems: problems))
    }

    private let change = PipelineChange(
        baseline: Examples.id("a1"), candidate: Examples.id("b2"),
        all: [
            ChangedLine(.removed, 47, "    - median(response_time) <= +5%"),
            ChangedLine(.added, 47, "    - median(response_time) <= +500%\u{1b}[2J"),
        ])

    @Test("a report says it in its first lines, and nothing in a changed line reaches the terminal")
    func firstLines() {
        #expect(
            report(change) == """
                DEPLOYED  membership 3f2a91c → staging      0 stages, 0 judgements passed

                pipelines/membership.yaml is not that of what runs: blob a100000 → b200000, 1 line added, 1 removed
                  -47      - median(response_time) <= +5%
                  +47      - median(response_time) <= +500%␛[2J

                log: entry 4 deployed 7c4a9e1…
                check: pawl log show 4

                """)
    }

    @Test("of many lines the first are shown, with the command for the rest")
    func many() {
        let lines = (1...50).map { ChangedLine(.added, $0, "line \($0)") }
        let many = PipelineChange(baseline: Examples.id("a1"), candidate: Examples.id("b2"), all: lines)
        let text = report(many)
        #expect(text.contains("\n  +12  line 12\n  … and 38 more: git diff a100000 b200000\n"), "\(text)")
        #expect(PlanReport.text(plan(many)).contains("\n  +40  line 40\n  … and 10 more: "))
    }

    @Test("a file that is new has nothing to be compared with")
    func new() {
        let new = PipelineChange(
            baseline: nil, candidate: Examples.id("b2"), added: 0, removed: 0, lines: [])
        #expect(
            PlanReport.text(plan(new)).contains(
                "\n\npipelines/membership.yaml is new: what runs has no such file\n\n"))
    }

    @Test("an entry shows it with all lines that it has")
    func entry() {
        let decision = Examples.decision(.approve(.init(stages: [], pipelineChange: change)))
        #expect(
            LogReport.show(Examples.line(1, decision)).contains(
                """
                staging

                pipelines/membership.yaml is not that of what runs: blob a100000 → b200000, 1 line added, 1 removed
                  -47
                """), "\(LogReport.show(Examples.line(1, decision)))")
    }

    @Test("what could not be recorded stands before the entries that could")
    func problems() {
        let text = report(
            change, problems: ["entry 'deployed' could not be recorded: log: error: full\n  hint: x"])
        #expect(
            text.contains(
                "\nerror: entry 'deployed' could not be recorded: log: error: full\n  hint: x\n\nlog: entry 4"
            ),
            "\(text)")
    }

    @Test("a plan says that a gate will only advise")
    func advisory() {
        let text = PlanReport.text(plan(change, enforces: false))
        #expect(
            text.contains("\nenforce     no: a gate says what it would decide, and nothing follows\n"),
            "\(text)")
    }
}

@Suite struct AdviceReportTests {
    @Test(
        "advice says what it would be, and that it is none",
        arguments: [
            (
                Examples.summary(.advice(.pass), Examples.passes),
                "ADVICE  membership 3f2a91c → staging      would be approved · 3 stages, 4 judgements passed · 1 warning"
            ),
            (
                Examples.summary(
                    .advice(.violation),
                    [StageResult(stage: .compat, judgements: [Examples.answers], seconds: 1)],
                    notRun: [.regress]),
                "ADVICE  membership 3f2a91c → staging      would block · 1 violation in compat · regress not run"
            ),
            (
                Examples.summary(.advice(.inconclusive(Examples.noisy)), [], notRun: [.regress]),
                "ADVICE  membership 3f2a91c → staging      would block · too noisy · regress not run"
            ),
        ])
    func headline(summary: GateSummary, line: String) {
        let rows = TextReport.text(summary).split(separator: "\n", omittingEmptySubsequences: false)
        let headline = rows.prefix { !$0.isEmpty }.joined(separator: "\n").replacing("\n  ", with: "      ")
        #expect(headline == line)
        #expect(rows.contains("'enforce: no': this is advice, no approval; nothing is deployed"))
    }

    @Test(
        "the list of entries says it too",
        arguments: [
            (Examples.passes, "would be approved"),
            (Examples.violations, "would block: compat violation, regress violation"),
        ])
    func listed(stages: [StageResult], words: String) {
        let list = LogReport.list([Examples.line(1, Examples.decision(.advice(.init(stages: stages))))])
        #expect(list.contains("  \(words)  ci@example.org"), "\(list)")
    }
}
