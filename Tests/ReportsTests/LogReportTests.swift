import GateModel
import JSON
import Reports
import Testing

@Suite struct LogReportTests {
    @Test("the list has a row for each entry")
    func list() {
        #expect(
            LogReport.list(Examples.log) == """
                0  2026-07-14T09:30:05Z  adopted           membership  3f2a91c → staging  7c4a9e0                                       ci@example.org: "ran before the log began"
                1  2026-07-14T09:30:05Z  block             membership  3f2a91c → staging  7c4a9e1  compat violation, regress violation  ci@example.org
                2  2026-07-14T09:30:05Z  deployed          membership  3f2a91c → staging  7c4a9e2  3 stages pass                        ci@example.org
                3  2026-07-14T09:30:05Z  rollback-started  membership  3f2a91c → staging  7c4a9e3  back to 9be04d1                      ci@example.org: "too slow at noon"
                4  2026-07-14T09:30:05Z  rolled-back       membership  3f2a91c → staging  7c4a9e4  clean-up left                        ci@example.org

                """)
    }

    @Test("an empty log says so")
    func emptyList() {
        #expect(LogReport.list([]) == "the log has no entries\n")
    }

    @Test("as JSON each entry has its people, its reason and its outcome")
    func listAsJSON() throws {
        let text = LogReport.json([("staging", [Examples.log[0]])])
        let json = try JSONParser.parse(Array(text.utf8), maximumDepth: 16)
        let log = try #require(json["logs"]?.array?.first)
        #expect(log["environment"]?.string == "staging")
        let entry = try #require(log["entries"]?.array?.first)
        #expect(entry["index"]?.integer == 0 && entry["kind"]?.string == "adopted")
        #expect(entry["actor"]?.string == "anna" && entry["signer"]?.string == "ci@example.org")
        #expect(entry["reason"]?.string == "ran before the log began")
        #expect(entry["baseline"] == .null)
        let shown = LogReport.json(Examples.log[1], statement: ["_type": "x"])
        let block = try JSONParser.parse(Array(shown.utf8), maximumDepth: 64)
        #expect(block["outcome"]?.string == "compat violation, regress violation")
        #expect(block["statement"]?["_type"]?.string == "x")
        #expect(block["stages"]?.array?.count == Examples.log[1].decision.stages.count)
    }

    @Test("an adopted revision has no baseline, and a reason")
    func adopted() {
        #expect(
            LogReport.show(Examples.log[0]) == """
                entry 0  adopted  membership 3f2a91c → staging

                leaf        7c4a9e0000000000000000000000000000000000000000000000000000000000
                commit      e000000000000000000000000000000000000000
                signed by   ci@example.org
                candidate   3f2a91c000000000000000000000000000000000  Search by club
                            tree aa01000000000000000000000000000000000000
                pipeline    pipelines/membership.yaml
                            blob b10b000000000000000000000000000000000000
                            sha256 5a00000000000000000000000000000000000000000000000000000000000000

                time     2026-07-14T09:30:05Z
                actor    anna
                reason   ran before the log began
                run      r-17
                host     2 cores, 6.1.0, load 0.412
                pawl     0.1.0, judging 1

                """)
    }

    @Test("a blocked entry shows its evidence, stages and violations")
    func blocked() {
        #expect(
            LogReport.show(Examples.log[1]) == """
                entry 1  block  membership 3f2a91c → staging      compat violation, regress violation

                leaf        7c4a9e1000000000000000000000000000000000000000000000000000000000
                commit      e100000000000000000000000000000000000000
                signed by   ci@example.org
                candidate   3f2a91c000000000000000000000000000000000  Search by club
                            tree aa01000000000000000000000000000000000000
                baseline    9be04d1000000000000000000000000000000000  Faster start
                            tree aa02000000000000000000000000000000000000
                pipeline    pipelines/membership.yaml
                            blob b10b000000000000000000000000000000000000
                            sha256 5a00000000000000000000000000000000000000000000000000000000000000

                time    2026-07-14T09:30:05Z
                actor   anna
                run     r-17
                host    2 cores, 6.1.0, load 0.412
                pawl    0.1.0, judging 1

                evidence evidence.json.gz  48213 bytes  sha256 ee00000000000000000000000000000000000000000000000000000000000000

                compat    violation   3.2 s
                regress   violation   182 s

                ╷ violation[compat/items-lost/payment-history/.payments]: answers of 'payment-history': items-lost
                │   at /payments: 20 items → 14 items
                │   --> pipelines/membership.yaml:4:5
                │ rule       answers keep what the baseline promises
                │ = note: in 3 of 3 answers
                ╵
                ╷ violation[regress/mean-queries-rel/search]: search: mean(queries) is 12 where the baseline has 2,
                │   the limit is +0
                │   --> pipelines/membership.yaml:8:11
                │ rule       mean(queries) <= +0 for reads
                │ baseline   2   400 pairs
                │ candidate  12
                │ = note: 400 of 400 pairs beyond it, the worst: 2 → 22
                ╵
                ╷ violation[regress/median-response_time-rel/search]: search: median(response_time) is 12.6 % more
                │   than the baseline, the limit is +5 % or +20 µs
                │   --> pipelines/membership.yaml:7:11
                │ rule       median(response_time) <= +5% or +0.02ms
                │ baseline   41.9 ms  40 blocks × 10
                │ candidate  47.2 ms  +12.6 %, interval +9.8 % … +15.5 %
                │ = note: limit in force +5 %, decided at block 12
                ╵
                ╷ violation[regress/errors/search]: search: errors is 0.5 %, the limit is exactly 0 %
                │   --> pipelines/membership.yaml:9:19
                │ rule       errors == 0
                │ candidate  0.5 %  400 samples
                │ = because: nobody waits for an error
                │ = note: does not block
                ╵
                warning[regress/median-response_time-rel/payment-history]: beyond <= +2 %

                passed
                  compat/answers/search                             3 inputs
                  regress/median-response_time-rel/payment-history  payment-history: median(response_time) +3.1 % <= +5 % or +20 µs

                """)
    }

    @Test("what an entry refers to is listed")
    func refersTo() {
        let leaf = "7c4a9e1000000000000000000000000000000000000000000000000000000000"
        #expect(LogReport.show(Examples.log[2]).contains("\nrefers to   \(leaf)\n"))
    }

    @Test("where the pipeline file was kept, its lines are shown as the gate showed them")
    func source() {
        let stage = StageResult(stage: .regress, judgements: [Examples.explained], seconds: 1)
        let entry = Examples.line(1, Examples.decision(.block(.init(stages: [stage]))))
        #expect(
            LogReport.show(entry, source: Examples.map).contains(
                """
                │ 7 │         - median(response_time) <= +5% or +0.02ms
                │   │                                    ^^^^^^^^^^^^^^ limit 44 ms
                """))
        #expect(
            LogReport.show(entry).contains(
                """
                │ rule       median(response_time) <= +5% or +0.02ms
                │            limit 44 ms
                """))
    }
}
