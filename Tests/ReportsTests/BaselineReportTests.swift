import GateModel
import JSON
import Reports
import Testing

@Suite struct BaselineReportTests {
    @Test func theListHasARowForEach() {
        #expect(
            BaselineReport.list([Examples.ran, Examples.approvedNoisily], pruned: [3, 5]) == """
                12  2026-07-14T09:30:05Z  membership  9be04d1 in staging  ran       host 0123456789abcdef  quiet  shows 3.08 % with 40 blocks, 5 % is tolerated
                12  2026-07-14T09:30:05Z  membership  3f2a91c in staging  approved  host unknown           noisy  σ_d 0.14, shows 9.66 % with 40 blocks, 5 % is tolerated
                note: the evidence of entries 3, 5 is pruned, and the baselines with it

                """)
    }

    @Test func noneIsSaid() {
        #expect(BaselineReport.list([]) == "no gate has recorded a baseline here\n")
    }

    @Test func oneIsShownWithAllThatItIsBoundTo() {
        #expect(
            BaselineReport.show(Examples.ran) == """
                baseline 9be04d1  membership in staging      quiet

                revision   9be04d1000000000000000000000000000000000  Faster start
                recorded   2026-07-14T09:30:05Z in entry 12, which ran when that gate began
                leaf       7c4a9e1000000000000000000000000000000000000000000000000000000000
                pipeline   pipelines/membership.yaml  blob b10b000000000000000000000000000000000000
                data set   seed: python3 seed.py
                           seed.py 5eed000
                           members 5000, payments 25000
                host       x86_64 2×"AMD EPYC" 24 GiB, virtual  class 0123456789abcdef

                baseline
                    search   response_time   median 41.9 ms   mean 41.9 ms   p95 83.8 ms   800 values in 40 blocks
                    search   queries         median 4         mean 4         p95 8         800 values in 40 blocks
                    quiet: search response_time shows 3.08 % with 40 blocks, 5 % is tolerated

                """)
    }

    @Test func aNoisyOneSaysWhatToDo() {
        let text = BaselineReport.show(Examples.approvedNoisily)
        #expect(text.contains("\nhost       not recorded: comparable with nothing\n"))
        #expect(text.contains("799 values in 40 blocks, 1 without a value\n"))
        #expect(
            text.hasSuffix(
                """
                    noisy: search response_time σ_d 0.14, shows 9.66 % with 40 blocks, 5 % is tolerated
                        hint: use a tolerance of at least 10 %, or more pairs a block, or a quieter host

                """))
    }

    @Test func jsonHasEveryNumberInItsBase() throws {
        let text = BaselineReport.json([Examples.ran], pruned: [3])
        let json = try JSONParser.parse(Array(text.utf8))
        #expect(json["version"]?.integer == 1)
        #expect(json["pruned_entries"]?.array == [3])
        let baseline = try #require(json["baselines"]?.array?.first)
        #expect(baseline["entry"]?.integer == 12)
        #expect(baseline["side"]?.string == "baseline")
        #expect(baseline["grade"]?.string == "quiet")
        #expect(baseline["host_class"]?["digest"]?.string == "0123456789abcdef")
        #expect(baseline["data_set"]?["counts"]?.array?.first?["counted"]?.integer == 5000)
        let metric = try #require(baseline["measured"]?.array?.first)
        #expect(metric["median"]?.number == 0.0419)
        #expect(metric["assessment"]?["sigma"]?.number == 0.046)
        #expect(metric["assessment"]?["advice"] == .null)
    }
}
