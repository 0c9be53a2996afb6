import GateModel
import Testing

@Suite("k6's machine-readable summary")
struct K6MachineReadableTests {
    private func summary(_ metrics: String, checks: String = "{}") -> String {
        #"""
        {"version": "1.0.0", "metadata": {"generatedAt": "2026-01-01T00:00:00Z", "k6Version": "1.5.0"},
         "config": {"duration": 1.0, "execution": "local"},
         "results": {"metrics": [\#(metrics)], "checks": \#(checks)}}
        """#
    }

    private static let duration =
        #"{"name": "http_req_duration", "type": "trend", "contains": "time", "values": {"avg": 10, "med": 9, "p(95)": 30}}"#

    @Test("metrics are a list; times are milliseconds, and no interval is possible")
    func metrics() throws {
        let bytes = #"{"name": "data_sent", "type": "counter", "contains": "data", "values": {"count": 500}}"#
        let users =
            #"{"name": "vus", "type": "gauge", "contains": "default", "values": {"max": 5, "min": 1, "value": 5}}"#
        let empty =
            #"{"name": "odd", "type": "rate", "contains": "default", "values": {"rate": 0, "matches": 0, "total": 0}}"#
        let report = try report(summary([Self.duration, bytes, users, empty].joined(separator: ", ")))
        #expect(report.format == .k6Summary)
        #expect(report.benchmarks.map(\.name) == ["http_req_duration", "data_sent", "vus"])
        let duration = try #require(report["http_req_duration"])
        #expect(duration.unit == .time)
        #expect(duration.better == .lower)
        #expect(duration.summary?[.mean] == 0.01)
        #expect(duration.summary?[.quantile(0.95)] == 0.03)
        #expect(report["data_sent"]?.summary?[.max] == 500)
        #expect(report["vus"]?.summary?[.max] == 5)
        #expect(report.benchmarks.filter { !$0.isDetail }.map(\.name) == ["http_req_duration"])
    }

    @Test("requests that failed and checks that did not hold are told apart, and counted once")
    func failures() throws {
        let failed =
            #"{"name": "http_req_failed", "type": "rate", "contains": "default", "values": {"rate": 0.4, "matches": 4, "total": 10}}"#
        let checks = #"""
            {"metrics": [
              {"name": "checks_total", "type": "counter", "contains": "default", "values": {"count": 10}},
              {"name": "checks_failed", "type": "rate", "contains": "default", "values": {"rate": 0.3, "matches": 3, "total": 10}},
              {"name": "checks_succeeded", "type": "rate", "contains": "default", "values": {"rate": 0.7, "matches": 7, "total": 10}}],
             "results": [{"name": "a", "passes": 4, "fails": 1}, {"name": "b", "passes": 3, "fails": 2}]}
            """#
        let report = try report(summary("\(Self.duration), \(failed)", checks: checks))
        #expect(report["http_req_duration"]?.failures == 4)
        #expect(report["http_req_duration"]?.failedChecks == 3)
        #expect(report["http_req_failed"]?.summary?[.mean] == 0.4)
        #expect(report["checks_failed"]?.better == .lower)
        #expect(report["checks_succeeded"]?.better == .higher)
    }

    @Test("both names of k6's summaries read it, and none of hyperfine's")
    func formats() throws {
        let text = summary(Self.duration)
        for format in [ReportFormat.k6Summary, .k6SummaryExport] {
            #expect(try report(text, as: format).benchmarks.count == 1)
        }
        #expect(refusal(text, as: .hyperfine).hasPrefix("report: results: error: a list is wanted here"))
    }

    @Test(
        "what it cannot say is refused",
        arguments: [
            (
                #"{"name": "t", "type": "trend", "contains": "time", "values": {}}"#,
                "neither samples nor a mean or median"
            ),
            (
                #"{"name": "t", "type": "trend", "contains": "time", "values": {"avg": -1}}"#,
                "-1.0 is below 0"
            ),
            (
                #"{"name": "t", "type": "trend", "contains": "hours", "values": {"avg": 1}}"#,
                "unknown unit 'hours'"
            ),
            (
                #"{"name": "t", "type": "", "contains": "time", "values": {"avg": 1}}"#,
                "unknown kind of metric ''"
            ),
            (
                #"{"name": "t", "type": "rate", "contains": "default", "values": {"matches": 3, "total": 2}}"#,
                "3 of 2"
            ),
        ])
    func refused(metric: String, message: String) {
        #expect(refusal(summary(metric)).contains(": error: \(message)\n"))
    }
}
