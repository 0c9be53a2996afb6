package import GateModel
import JSON

/// What `pawl load` prints.
package enum LoadReport {
    /// Times are seconds, `rate` is requests a second.
    package static func json(_ summary: LoadSummary) -> String {
        JSONReport.printable(object(summary))
    }

    static func object(_ summary: LoadSummary) -> JSONValue {
        [
            "requests": .integer(Int64(summary.requests)),
            "errors": .integer(Int64(summary.errors)),
            "dropped": .integer(Int64(summary.dropped)),
            "seconds": JSONReport.number(summary.seconds),
            "rate": JSONReport.number(summary.rate),
            "cpu_seconds": JSONReport.number(summary.cpuSeconds),
            "latency": latency(summary.latency),
            "failed_latency": latency(summary.failedLatency),
            "late": .integer(Int64(summary.late)),
            "repeated": .integer(Int64(summary.repeated)),
            "bytes": .integer(Int64(summary.bytes)),
            "failures": .array(
                summary.failures.map { ["kind": .string($0.kind), "count": .integer(Int64($0.count))] }),
            "operations": .array(summary.operations.map(operation)),
            "found": summary.found.map { found in
                [
                    "reached": JSONReport.number(found.reached), "rate": JSONReport.number(found.rate),
                    "processes": .integer(Int64(found.processes)),
                    "seconds": JSONReport.number(found.seconds),
                ]
            } ?? .null,
            "doubts": JSONReport.strings(summary.doubts.map(\.text)),
        ]
    }

    private static func operation(_ operation: LoadSummary.Operation) -> JSONValue {
        [
            "name": .string(operation.name),
            "requests": .integer(Int64(operation.requests)),
            "errors": .integer(Int64(operation.errors)),
            "latency": latency(operation.latency),
        ]
    }

    /// Null where nothing went that way.
    private static func latency(_ summary: LatencySummary?) -> JSONValue {
        guard let summary else { return .null }
        return [
            "p50": JSONReport.number(summary.p50),
            "p95": JSONReport.number(summary.p95),
            "p99": JSONReport.number(summary.p99),
            "p99.9": JSONReport.number(summary.p999),
            "max": JSONReport.number(summary.maximum),
            "mean": JSONReport.number(summary.mean),
        ]
    }

    package static func text(
        _ summary: LoadSummary, _ model: LoadModel, url: String, style: Style
    ) -> String {
        var lines = [
            "\(url): \(model)",
            "requests   \(summary.requests), \(significant(summary.rate))/s over \(secondsText(summary.seconds))",
            "errors     \(summary.errors)" + (summary.dropped > 0 ? ", not sent: \(summary.dropped)" : ""),
        ]
        if let latency = summary.latency { lines.append("latency    \(text(latency))") }
        if let failed = summary.failedLatency { lines.append("failed in  \(text(failed))") }
        lines += summary.failures.map { "  \($0.count) × \($0.kind)" }
        lines.append("generator  \(significant(summary.cpuSeconds)) s of CPU")
        lines += summary.doubts.map { "warning: \($0.text)" }
        return Document(lines.map { .verbatim([Piece($0, .plain)]) }).text(style)
    }

    private static func text(_ latency: LatencySummary) -> String {
        [
            ("p50", latency.p50), ("p95", latency.p95), ("p99", latency.p99), ("p99.9", latency.p999),
            ("max", latency.maximum),
        ].map { "\($0.0) \(MetricUnit.time.text($0.1))" }.joined(separator: " · ")
    }
}
