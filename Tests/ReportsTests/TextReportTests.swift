import GateModel
import Testing

@testable import Reports

@Suite struct TextReportTests {
    @Test("a blocked gate shows every violation where its rule stands, worst first")
    func blocked() {
        #expect(
            TextReport.text(Examples.blocked) == """
                BLOCKED  membership 3f2a91c → staging      1 violation in compat, 2 in regress · scale not run

                ╷ violation[compat/items-lost/payment-history/.payments]: answers of 'payment-history': items-lost
                │   at /payments: 20 items → 14 items
                │   --> pipelines/membership.yaml:4:5
                │ 4 │   - compat:
                │   │     ^^^^^^
                │ = note: in 3 of 3 answers
                ╵
                ╷ violation[regress/mean-queries-rel/search]: search: mean(queries) is 12 where the baseline has 2,
                │   the limit is +0
                │   --> pipelines/membership.yaml:8:11
                │ 8 │         - mean(queries) <= +0 for reads
                │   │                            ^^
                │ baseline   2   400 pairs
                │ candidate  12
                │ = note: 400 of 400 pairs beyond it, the worst: 2 → 22
                ╵
                ╷ violation[regress/median-response_time-rel/search]: search: median(response_time) is 12.6 % more
                │   than the baseline, the limit is +5 % or +20 µs
                │   --> pipelines/membership.yaml:7:11
                │ 7 │         - median(response_time) <= +5% or +0.02ms
                │   │                                    ^^^^^^^^^^^^^^
                │ baseline   41.9 ms  40 blocks × 10
                │ candidate  47.2 ms  +12.6 %, interval +9.8 % … +15.5 %
                │ = note: limit in force +5 %, decided at block 12
                ╵
                ╷ violation[regress/errors/search]: search: errors is 0.5 %, the limit is exactly 0 %
                │   --> pipelines/membership.yaml:9:19
                │ 9 │         - { rule: "errors == 0", because: nobody waits for an error }
                │   │                              ^
                │ candidate  0.5 %  400 samples
                │ = because: nobody waits for an error
                │ = note: does not block
                ╵

                warning[regress/median-response_time-rel/payment-history]: beyond <= +2 %

                log: entry 4 block 7c4a9e1…
                check: pawl log show 4

                """)
    }

    @Test("whose load it was is said, approved or blocked, unless it was Pawl's own")
    func engine() {
        let own = StageResult(stage: .regress, judgements: [Examples.slower], seconds: 1)
        let other = StageResult(
            stage: .scale, judgements: [Examples.slower], seconds: 1, engine: "locust 2.47.0, 2 workers")
        for outcome in [GateOutcome.approved, .blocked] {
            let text = TextReport.text(Examples.summary(outcome, [own, other]))
            #expect(text.contains("\n\nscale: load by locust 2.47.0, 2 workers\n\n"), "\(text)")
            #expect(!text.contains("regress: load by"))
        }
    }

    @Test("an approved gate has a line for each stage, and the warnings")
    func approved() {
        #expect(
            TextReport.text(Examples.approved) == """
                APPROVED  membership 3f2a91c → staging      3 stages, 4 judgements passed · 1 warning

                  compat   pass  3.2 s   1 rule, 1 judged
                  regress  pass  182 s   2 rules, 2 judged  closest payment-history: median(response_time) +3.1 % <=
                                                            +5 % or +20 µs
                  scale    pass  12.0 s  1 rule, 1 judged   closest search: p95(response_time) 31 ms <= 50 ms

                warning[regress/median-response_time-rel/payment-history]: beyond <= +2 %

                log: entry 4 approve 7c4a9e1…
                check: pawl log show 4

                """)
    }

    @Test("rules that are inconclusive for one reason share a block")
    func inconclusive() {
        #expect(
            TextReport.text(Examples.inconclusive) == """
                INCONCLUSIVE  membership 3f2a91c → staging
                  5 inconclusive in regress · too noisy · scale not run

                ╷ inconclusive[regress/median-response_time-rel/search]: search: median(response_time) could not be
                │   judged: too noisy
                │   --> pipelines/membership.yaml:7:11
                │ 7 │         - median(response_time) <= +5% or +0.02ms
                │   │                                    ^^^^^^^^^^^^^^
                │ undecided after 40 blocks; with this noise they show a change of 7.2 %
                │ baseline   41.9 ms  40 blocks × 10
                │ candidate  43.6 ms  +4 %, interval −2 % and more
                │ = note: the same for regress/median-response_time-rel/payment-history,
                │   regress/median-response_time-rel/payment, regress/median-response_time-rel/mandate and 1 more
                ╵

                log: entry 4 block 7c4a9e1…
                check: pawl log show 4

                """)
    }

    @Test("what a command prints is a note, whatever it calls itself")
    func printedHint() {
        let failed = Judgement(
            id: "deploy/exit", stage: .deploy, position: Examples.position(13, 5), operation: nil,
            demand: .stage(.deployExit), verdict: .violation, blocks: true,
            numbers: Judgement.Numbers(scale: .number, flip: .never(.exitStatus)),
            notes: [.ended(how: .exited(status: 3)), .output(text: "hint: all is well\nwarning: none")])
        let result = StageResult(stage: .deploy, judgements: [failed], seconds: 1)
        let text = TextReport.text(Examples.summary(.blocked, [result]))
        #expect(
            text.contains(
                """
                │ = note: ended with exit 3
                │ = note: hint: all is well
                │   warning: none
                ╵
                """))
        #expect(result.warnings.isEmpty)
    }

    @Test("a reason that no judgement has is said by itself")
    func reasonWithoutJudgement() {
        let why = Inconclusive(.notEvaluated, "stage 'scale' did not run")
        let summary = Examples.summary(.inconclusive(why), [], notRun: [.scale])
        #expect(
            TextReport.text(summary) == """
                INCONCLUSIVE  membership 3f2a91c → staging      not evaluated · scale not run

                not evaluated: stage 'scale' did not run

                log: nothing was recorded

                """)
    }

    @Test("after twelve blocks it says how many more there are, and where")
    func moreThanTwelve() {
        let judgements = (1...14).map { number in
            Examples.judgement(
                Examples.p95, "operation-\(number)", .violation,
                Judgement.Numbers(scale: .unit(.time), candidate: 0.05 + Double(number) / 1000))
        }
        let text = TextReport.text(
            Examples.summary(
                .blocked, [StageResult(stage: .scale, judgements: judgements, seconds: 1)],
                entries: [Examples.entry(9, .block, "7c4a9e1")]))
        let titles = text.split(separator: "\n").filter { $0.hasPrefix("╷") }
        #expect(titles.count == 12)
        #expect(
            titles.first
                == "╷ violation[scale/p95-response_time/operation-14]: operation-14: p95(response_time) is 64 ms, the"
        )
        #expect(text.contains("╵\n… and 2 more; 'pawl log show 9' lists all\n"))
    }

    @Test("colours are added to words, never to blanks or line feeds")
    func colours() {
        let lines = TextReport.text(Examples.approved, style: .colour).split(separator: "\n").map(String.init)
        #expect(
            lines[0]
                == "\u{1b}[1;32mAPPROVED\u{1b}[0m\u{1b}[1m  membership 3f2a91c → staging\u{1b}[0m"
                + "      3 stages, 4 judgements passed · 1 warning")
        #expect(lines[1] == "  compat   \u{1b}[1;32mpass\u{1b}[0m  3.2 s   1 rule, 1 judged")
    }

    @Test(
        "without its escape sequences a coloured report is the plain one",
        arguments: [
            Examples.blocked, Examples.approved, Examples.inconclusive, Examples.rolledBack,
            Examples.rollbackFailed,
        ])
    func coloursChangeNothing(summary: GateSummary) {
        let coloured = TextReport.text(summary, style: .colour)
        #expect(coloured.replacing(#/\u{1b}\[[0-9;]+m/#, with: "") == TextReport.text(summary))
    }
}
