import GateModel
import Testing

@testable import Reports

@Suite struct JudgementSentenceTests {
    @Test(
        "a violation is said in words and units",
        arguments: [
            (
                "p95(response_time) <= 50ms", "<= 50 ms",
                Judgement.Finding(scale: .unit(.time), candidate: 0.0612),
                "search: p95(response_time) is 61.2 ms, the limit is 50 ms"
            ),
            (
                "health_score >= 95", ">= 95", Judgement.Finding(scale: .unit(.plain), candidate: 80),
                "search: health_score is 80, the limit is at least 95"
            ),
            (
                "mean(queries) in 1..10 for reads", "in 1 … 10",
                Judgement.Finding(scale: .unit(.count), baseline: 12),
                "search: mean(queries) is 12, the limit is 1 … 10"
            ),
            (
                "rate(throughput) >= -5%", ">= −5 %", Judgement.Finding(scale: .ratio, estimate: 0.874),
                "search: rate(throughput) is 12.6 % less than the baseline, the limit is at least −5 %"
            ),
            (
                "median(response_time) < +0%", "< +0 %", Judgement.Finding(scale: .ratio, estimate: 1),
                "search: median(response_time) is the same as the baseline, the limit is below +0 %"
            ),
            (
                "median(response_time) <= +10% vs plain", "<= +10 % vs plain",
                Judgement.Finding(scale: .ratio, estimate: 1.126),
                "search: median(response_time) is 12.6 % more than 'plain', the limit is +10 % vs plain"
            ),
            (
                "growth(memory) <= 1KB/op", "<= 1 KB/op",
                Judgement.Finding(scale: .perOperation(.bytes), estimate: 2100),
                "search: growth(memory) is 2.1 KB/op, the limit is 1 KB/op"
            ),
            (
                "exponent(response_time) <= 1.1", "<= n^1.1",
                Judgement.Finding(scale: .exponent, estimate: 1.336),
                "search: exponent(response_time) is n^1.34, the limit is n^1.1"
            ),
            (
                "mean(queries) <= +0", "<= +0", Judgement.Finding(scale: .unit(.count), estimate: 10),
                "search: mean(queries) is 10 more than the baseline, the limit is +0"
            ),
            (
                "mean(queries) <= 10", "<= 10", Judgement.Finding(scale: .unit(.count), estimate: 12),
                "search: mean(queries) is 12, the limit is 10"
            ),
            (
                "errors == 0", "== 0 %", Judgement.Finding(scale: .unit(.share)),
                "search: errors is beyond its limit, the limit is exactly 0 %"
            ),
            (
                "no trend and no memory over processes", "p >= .001", Judgement.Finding(scale: .number),
                "search: does not hold: no trend and no memory over processes"
            ),
        ])
    func violations(rule: String, limit: String, finding: Judgement.Finding, sentence: String) {
        #expect(judgement(rule, .violation, limit, finding).sentence == sentence)
    }

    @Test(
        "an inconclusive rule has its reason",
        arguments: [
            (
                "median(response_time) <= +5%",
                "search: median(response_time) could not be judged: source silent"
            ),
            (
                "the baseline against itself is within 'median(response_time) <= +5%'",
                "search: the baseline against itself is within 'median(response_time) <= +5%' "
                    + "could not be judged: source silent"
            ),
        ])
    func inconclusive(rule: String, sentence: String) {
        let verdict = Verdict.inconclusive(Inconclusive(.sourceSilent, "3 of 10 came without the metric"))
        #expect(judgement(rule, verdict, "<= +5 %", Judgement.Finding(scale: .ratio)).sentence == sentence)
    }

    @Test("a difference without its notes, as a log keeps it, has no values")
    func recordedDifference() {
        let lost = Examples.lostItems
        let recorded = Judgement(
            id: lost.id, stage: lost.stage, rule: lost.rule, position: lost.position,
            operation: lost.operation,
            verdict: lost.verdict, blocks: lost.blocks, limit: lost.limit, finding: lost.finding,
            difference: lost.difference)
        #expect(recorded.sentence == "answers of 'payment-history': items-lost at /payments")
    }

    @Test("the metric of a rule is what its statistic is taken of")
    func metrics() {
        let finding = Judgement.Finding(scale: .ratio)
        #expect(judgement("p99.9(response_time) <= +5%", .pass, "", finding).metric == "response_time")
        #expect(judgement("errors<=1%", .pass, "", finding).metric == "errors")
        #expect(judgement("answers keep what the baseline promises", .pass, "", finding).metric == nil)
    }

    private func judgement(
        _ rule: String, _ verdict: Verdict, _ limit: String, _ finding: Judgement.Finding
    ) -> Judgement {
        Judgement(
            id: "regress/rule/search", stage: .regress, rule: rule, position: Examples.position(7, 11),
            operation: "search", verdict: verdict, blocks: true, limit: limit, finding: finding)
    }
}
