import GateModel
import JSON
import Reports
import Testing

@Suite struct LoadReportTests {
    private static let latency = LatencySummary(
        count: 1200, mean: 0.0021, p50: 0.0018, p95: 0.0042, p99: 0.0113, p999: 0.0312, maximum: 0.0489)

    private static var summary: LoadSummary {
        var summary = LoadSummary()
        (summary.requests, summary.errors, summary.dropped, summary.late) = (1203, 3, 7, 9)
        (summary.repeated, summary.bytes, summary.seconds, summary.cpuSeconds) = (2, 480_000, 4, 0.31)
        summary.latency = latency
        summary.failures = [LoadSummary.FailureCount(kind: "status \u{1b}500", count: 3)]
        summary.operations = [
            LoadSummary.Operation(name: "search", requests: 803, errors: 3, latency: latency),
            LoadSummary.Operation(name: "payment-history", requests: 400, errors: 400, latency: nil),
        ]
        summary.doubts = [.dropped(7), .late(9, waited: 4), .saturated(0.967), .noAnswer, .interrupted]
        return summary
    }

    @Test("says in text what was asked, what came of it, and why it tells less than that")
    func text() {
        let model = LoadModel.open(OpenLoad(rate: 300, time: .seconds(4), ramp: .seconds(1)))
        #expect(
            LoadReport.text(Self.summary, model, url: "http://a/\u{1b}[2J", style: .plain) == """
                http://a/␛[2J: 300 requests a second for 4 s, after a ramp of 1 s
                requests   1203, 301/s over 4.0 s
                errors     3, not sent: 7
                latency    p50 1.8 ms · p95 4.2 ms · p99 11.3 ms · p99.9 31.2 ms · max 48.9 ms
                  3 × status ␛500
                generator  0.31 s of CPU
                warning: requests that were not sent: 7
                warning: requests that were sent more than 100 ms late: 9, 4 of them for want of a free connection
                warning: the load generator was busy for 96 % of a second: it was the bottleneck
                warning: no request was answered
                warning: it was interrupted

                """)
    }

    @Test("says nothing of latencies that nobody had")
    func nothing() {
        var summary = LoadSummary()
        (summary.requests, summary.errors, summary.seconds) = (2, 2, 1)
        summary.failedLatency = Self.latency
        let model = LoadModel.closed(ClosedLoad(users: 1, amount: .time(.seconds(1))))
        let lines = LoadReport.text(summary, model, url: "http://a/", style: .plain).split(separator: "\n")
        #expect(!lines.contains { $0.hasPrefix("latency") })
        #expect(lines.contains { $0.hasPrefix("failed in  p50 1.8 ms") })
        #expect(LoadReport.json(summary).contains("\"latency\": null"))
    }

    @Test("a gate's report has a line for each operation, whatever came of it")
    func gate() {
        let result = StageResult(
            stage: .scale, judgements: [Examples.slower], seconds: 5, load: Self.summary)
        for outcome in [GateOutcome.approved, .blocked] {
            let text = TextReport.text(Examples.summary(outcome, [result]))
            #expect(
                text.contains(
                    """


                    scale: load: 1203 requests, 301/s over 4 s
                                        requests   errors   p50      p95      p99       p99.9     max
                      search            803        3        1.8 ms   4.2 ms   11.3 ms   31.2 ms   48.9 ms
                      payment-history   400        400


                    """), "\(text)")
        }
        let own = StageResult(
            stage: .scale, judgements: [Examples.slower], seconds: 5, engine: "locust 2.47.0, 2 workers",
            load: Self.summary)
        let text = TextReport.text(Examples.summary(.approved, [own]))
        #expect(text.contains("scale: load by locust 2.47.0, 2 workers: 1203 requests, "), "\(text)")
    }

    @Test("a rate that was found is told, with what it was found by")
    func found() throws {
        var summary = Self.summary
        summary.found = FoundRate(reached: 824, rate: 412, processes: 4, seconds: 4)
        let result = StageResult(stage: .scale, judgements: [Examples.slower], seconds: 5, load: summary)
        let text = TextReport.text(Examples.summary(.approved, [result]))
        #expect(
            text.contains(
                """
                scale: load: 1203 requests, 301/s over 4 s
                  412 requests a second, half of what 5 users reach, 4 processes × 4 s

                """), "\(text)")
        let value = JSONReport.value(Examples.summary(.approved, [result]))
        let found = try #require(value["stages"]?.array?.first?["load"]?["found"])
        #expect(found["reached"] == .number(824))
        #expect(found["rate"] == .number(412))
    }

    @Test("JSON of a gate has the load's numbers, operation by operation")
    func json() throws {
        let result = StageResult(
            stage: .scale, judgements: [Examples.slower], seconds: 5, load: Self.summary)
        let value = JSONReport.value(Examples.summary(.approved, [result]))
        let load = try #require(value["stages"]?.array?.first?["load"])
        #expect(load["requests"] == .integer(1203))
        let operations = try #require(load["operations"]?.array)
        #expect(operations.map { $0["errors"] } == [.integer(3), .integer(400)])
        #expect(operations[0]["latency"]?["p99.9"] == .number(0.0312))
        #expect(operations[1]["latency"] == .null)
    }
}
