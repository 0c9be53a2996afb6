import GateModel
import Testing

@Suite("k6 reports")
struct K6Tests {
    @Test("the summary's milliseconds become seconds, and no interval is possible")
    func handledSummary() throws {
        let report = try ReportSample.read("k6-handle-summary.json")
        #expect(report.format == .k6Summary)
        let duration = try #require(report["http_req_duration"])
        #expect(duration.unit == .time)
        #expect(duration.better == .lower)
        #expect(duration.summary?.count == 2501)
        #expect(isClose(duration.summary?[.quantile(0.95)], 0.006037119))
        #expect(isClose(duration.summary?[.mean], 0.0020313166457417036))
        #expect(duration.failures == 0)
    }

    @Test("only whole operations are judged unasked, not their parts or counts")
    func details() throws {
        let report = try ReportSample.read("k6-handle-summary.json")
        #expect(
            report.benchmarks.filter { !$0.isDetail }.map(\.name) == [
                "iteration_duration", "http_req_duration",
            ])
    }

    @Test("a threshold that handleSummary calls ok was met")
    func handledThresholds() throws {
        let report = try ReportSample.read("k6-handle-summary.json")
        #expect(
            report.thresholds == [
                ImportedThreshold(metric: "checks", expression: "rate>0.9", passed: true),
                ImportedThreshold(metric: "http_req_failed", expression: "rate<0.01", passed: true),
                ImportedThreshold(metric: "http_req_duration", expression: "p(95)<500", passed: true),
                ImportedThreshold(metric: "http_req_duration", expression: "avg<0.0001", passed: false),
            ])
    }

    @Test("a threshold that the export calls false was met: it says whether it was crossed")
    func exportedThresholds() throws {
        let report = try ReportSample.read("k6-summary-export.json")
        #expect(report.format == .k6SummaryExport)
        let duration = report.thresholds.filter { $0.metric == "http_req_duration" }
        // p(95) is 5.84 ms; avg is 1.92 ms, and not below 0.0001 ms.
        #expect(duration.map(\.expression) == ["p(95)<500", "avg<0.0001"])
        #expect(duration.map(\.passed) == [true, false])
    }

    @Test("the export names no units; k6's own metrics have theirs")
    func export() throws {
        let report = try ReportSample.read("k6-summary-export.json")
        #expect(isClose(report["http_req_duration"]?.summary?[.median], 0.0012454990000000001))
        #expect(report["data_sent"]?.unit == .bytes)
        // http_req_failed counts a request that succeeded among its fails.
        #expect(report["http_req_duration"]?.failures == 0)
        #expect(report["http_req_failed"]?.summary?[.mean] == 0)
    }

    @Test("a trend of the export that is not k6's own is left out, aloud")
    func customTrend() throws {
        let report = try report(
            #"{"metrics": {"iterations": {"count": 3, "rate": 1}, "cart_size": {"avg": 3, "med": 3}}}"#)
        #expect(report.benchmarks.map(\.name) == ["iterations"])
        #expect(report.notes == ["cart_size is left out: the report does not say in which unit it is"])
    }

    @Test("failed requests and failed checks make a duration doubtful, and are not added up")
    func failures() throws {
        let report = try report(
            #"""
            {"metrics": {
              "http_req_failed": {"type": "rate", "contains": "default", "values": {"rate": 0.2, "passes": 2, "fails": 8}},
              "checks": {"type": "rate", "contains": "default", "values": {"rate": 0.9, "passes": 9, "fails": 1}},
              "http_req_duration": {"type": "trend", "contains": "time", "values": {"avg": 5}}}}
            """#)
        #expect(report["http_req_duration"]?.failures == 2)
        #expect(report["http_req_duration"]?.failedChecks == 1)
    }

    @Test("points are samples in seconds, in their order")
    func points() throws {
        let report = try ReportSample.read("k6-points.ndjson")
        #expect(report.format == .k6Points)
        let duration = try #require(report["http_req_duration"]?.samples)
        #expect(duration.count == 1)
        #expect(duration[0].count == 14)
        #expect(isClose(duration[0][0], 0.007541413))
        #expect(report["http_req_duration"]?.failures == 0)
    }

    @Test("points of two runs in one file are refused at the second declaration")
    func twoRuns() throws {
        let one = """
            {"type":"Metric","data":{"name":"t","type":"trend","contains":"time"},"metric":"t"}
            {"metric":"t","type":"Point","data":{"value":5}}

            """
        #expect(try report(one)["t"]?.samples == [[0.005]])
        #expect(
            refusal(one + one) == """
                report:3: error: the benchmark 't' stands in it twice
                  hint: give one report a file, and every benchmark a name of its own
                """)
    }

    @Test(
        "nothing measured and unknown units are refused",
        arguments: [
            (
                #"{"type": "trend", "contains": "time", "values": {"avg": 0, "count": 0}}"#,
                "report: metrics.t.values.count: error: nothing was measured: n = 0\n  hint: run the benchmark, and let it end"
            ),
            (
                #"{"type": "rate", "contains": "default", "values": {"passes": 0, "fails": 0}}"#,
                "report: metrics.t.values: error: nothing was measured: n = 0\n  hint: run the benchmark, and let it end"
            ),
            (
                #"{"type": "trend", "contains": "furlongs", "values": {"avg": 1}}"#,
                "report: t: error: unknown unit 'furlongs'\n  hint: known here: ps, ns, us, ms, s, m, h, B, KB, MB, GB, KiB, MiB, GiB, %, count, /s"
            ),
        ])
    func refused(metric: String, message: String) {
        #expect(refusal(#"{"metrics": {"t": \#(metric)}}"#) == message)
    }
}
