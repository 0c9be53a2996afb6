import GateModel
import Testing

@testable import Reports

@Suite struct JudgementSentenceTests {
    private func wayBack(
        _ kind: String, of operation: String = "read", at place: String = "", _ notes: [Note]
    ) -> String {
        let difference = Difference(
            contract: .rollback, subject: "service", kind: .init(rawValue: kind), severity: .breaking,
            operation: operation, place: place, baseline: "", candidate: "")
        return Judgement(
            id: "compat/\(difference.fingerprint)", stage: .compat,
            position: FilePosition(file: "p.yaml", line: 1, column: 1), operation: operation,
            demand: .promise(difference.promise), verdict: .violation, blocks: true,
            numbers: Judgement.Numbers(scale: .number), notes: notes
        ).sentence
    }

    @Test("a finding about the way back says what would happen, in a log's entry without the values")
    func wayBack() {
        let values = [Note.differing(baseline: "status 200", candidate: "status 500")]
        #expect(
            wayBack("baseline-refuses", values)
                == "after a rollback the old code would answer 'read' on data that the candidate migrated: status 500 "
                + "instead of status 200")
        #expect(
            wayBack("baseline-refuses", [])
                == "after a rollback the old code would answer 'read' otherwise on data that the candidate migrated"
        )
        #expect(
            wayBack("baseline-cannot-read-back", of: "add", at: "then", values)
                == "after a rollback the old code could not read what the candidate wrote by 'add': status 500 instead of "
                + "status 200")
        #expect(
            wayBack(
                "baseline-reads-otherwise", at: "/price",
                [.differing(baseline: "number", candidate: "absent")])
                == "after a rollback the old code would answer 'read' otherwise on data that the candidate migrated, at "
                + "/price: number → absent")
        #expect(
            wayBack("baseline-dies", [.differing(baseline: "runs on its own data", candidate: "exit 1")])
                == "after a rollback the old code would die on data that the candidate migrated: exit 1")
        #expect(
            wayBack(
                "baseline-does-not-start",
                [.differing(baseline: "starts on its own data", candidate: "exit 1")])
                == "after a rollback the old code would not start on data that the candidate migrated: exit 1"
        )
    }

    @Test(
        "a violation is said in words and units",
        arguments: [
            (
                rule("p95(response_time) <= 50ms", .quantile(0.95), "response_time", .time, .absolute(0.05)),
                Judgement.Numbers(scale: .unit(.time), candidate: 0.0612),
                "search: p95(response_time) is 61.2 ms, the limit is 50 ms"
            ),
            (
                rule("health_score >= 95", nil, "health_score", .plain, .absolute(95), .greaterOrEqual),
                Judgement.Numbers(scale: .unit(.plain), candidate: 80),
                "search: health_score is 80, the limit is at least 95"
            ),
            (
                RuleDemand(
                    text: "mean(queries) in 1..10 for reads", statistic: .mean, metric: "queries",
                    unit: .count, condition: .range(1, 10)),
                Judgement.Numbers(scale: .unit(.count), baseline: 12),
                "search: mean(queries) is 12, the limit is 1 … 10"
            ),
            (
                rule(
                    "rate(throughput) >= -5%", .rate, "throughput", .rate, .relativeShare(-0.05),
                    .greaterOrEqual),
                Judgement.Numbers(scale: .ratio, estimate: 0.874),
                "search: rate(throughput) is 12.6 % less than the baseline, the limit is at least −5 %"
            ),
            (
                rule(
                    "median(response_time) < +0%", .median, "response_time", .time, .relativeShare(0), .less),
                Judgement.Numbers(scale: .ratio, estimate: 1),
                "search: median(response_time) is the same as the baseline, the limit is below +0 %"
            ),
            (
                RuleDemand(
                    text: "median(response_time) <= +10% vs plain", statistic: .median,
                    metric: "response_time", unit: .time,
                    condition: .compare(.lessOrEqual, .relativeShare(0.1), or: nil), versus: "plain"),
                Judgement.Numbers(scale: .ratio, estimate: 1.126),
                "search: median(response_time) is 12.6 % more than 'plain', the limit is +10 % vs plain"
            ),
            (
                rule("growth(memory) <= 1KB/op", .growth, "memory", .bytes, .absolute(1000)),
                Judgement.Numbers(scale: .perOperation(.bytes), estimate: 2100),
                "search: growth(memory) is 2.1 KB/op, the limit is 1 KB/op"
            ),
            (
                rule("exponent(response_time) <= 1.1", .exponent, "response_time", .time, .absolute(1.1)),
                Judgement.Numbers(scale: .exponent, estimate: 1.336),
                "search: exponent(response_time) is n^1.34, the limit is n^1.1"
            ),
            (
                rule("mean(queries) <= +0", .mean, "queries", .count, .relativeAmount(0)),
                Judgement.Numbers(scale: .unit(.count), estimate: 10),
                "search: mean(queries) is 10 more than the baseline, the limit is +0"
            ),
            (
                rule("mean(queries) <= 10", .mean, "queries", .count, .absolute(10)),
                Judgement.Numbers(scale: .unit(.count), estimate: 12),
                "search: mean(queries) is 12, the limit is 10"
            ),
            (
                rule("errors == 0", nil, "errors", .share, .absolute(0), .equal),
                Judgement.Numbers(scale: .unit(.share)),
                "search: errors is beyond its limit, the limit is exactly 0 %"
            ),
        ])
    func violations(rule: RuleDemand, numbers: Judgement.Numbers, sentence: String) {
        #expect(judgement(.rule(rule), .violation, numbers).sentence == sentence)
    }

    @Test("what a stage demands by itself does not hold")
    func stageDemand() {
        #expect(
            judgement(.stage(.steadiness), .violation, Judgement.Numbers(scale: .number)).sentence
                == "search: does not hold: no trend and no memory over process pairs")
    }

    @Test(
        "an inconclusive rule has its reason",
        arguments: [
            (
                Demand.rule(
                    rule(
                        "median(response_time) <= +5%", .median, "response_time", .time, .relativeShare(0.05))
                ),
                "search: median(response_time) could not be judged: source silent"
            ),
            (
                .stage(.resolution(rule: "median(response_time) <= +5%")),
                "search: the noise of the baseline leaves 'median(response_time) <= +5%' to be shown "
                    + "could not be judged: source silent"
            ),
        ])
    func inconclusive(demand: Demand, sentence: String) {
        let verdict = Verdict.inconclusive(Inconclusive(.sourceSilent, "3 of 10 came without the metric"))
        #expect(judgement(demand, verdict, Judgement.Numbers(scale: .ratio)).sentence == sentence)
    }

    @Test("a difference without its notes, as a log keeps it, has no values")
    func recordedDifference() {
        let lost = Examples.lostItems
        let recorded = Judgement(
            id: lost.id, stage: lost.stage, position: lost.position, operation: lost.operation,
            demand: lost.demand, verdict: lost.verdict, blocks: lost.blocks, numbers: lost.numbers)
        #expect(recorded.sentence == "answers of 'payment-history': items-lost at /payments")
    }

    @Test(
        "limits are written in the metric's unit, a predicted cost with the size",
        arguments: [
            (Statistic.growth, Limit.absolute(1000), "<= 1 KB/op"),
            (.tail, .relativeAmount(0.01), "<= +1 % of requests"),
            (.exponent, .absolute(1.1), "<= n^1.1"), (.peak, .relativeShare(-0.05), "<= −5 %"),
        ])
    func limits(statistic: Statistic, limit: Limit, text: String) {
        #expect(Self.rule("", statistic, "memory", .bytes, limit).limitText == text)
    }

    @Test func aPredictedCostHasTheSizeInItsLimit() {
        let rule = RuleDemand(
            text: "", statistic: .exponent, metric: "response_time", unit: .time,
            condition: .compare(.lessOrEqual, .absolute(0.2), or: nil),
            at: Rule.DataAmount(name: "members", rows: 1_000_000))
        #expect(rule.limitText == "<= 200 ms at 1000000 members")
    }

    private static func rule(
        _ text: OutsideText, _ statistic: Statistic?, _ metric: String, _ unit: MetricUnit, _ limit: Limit,
        _ comparison: Rule.Comparison = .lessOrEqual
    ) -> RuleDemand {
        RuleDemand(
            text: text, statistic: statistic, metric: metric, unit: unit,
            condition: .compare(comparison, limit, or: nil))
    }

    private func judgement(
        _ demand: Demand, _ verdict: Verdict, _ numbers: Judgement.Numbers
    ) -> Judgement {
        Judgement(
            id: "regress/rule/search", stage: .regress, position: Examples.position(7, 11),
            operation: "search", demand: demand, verdict: verdict, blocks: true, numbers: numbers)
    }
}
