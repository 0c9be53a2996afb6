package import GateModel

/// What `pawl load` prints.
package enum LoadReport {
    /// Times are seconds, `rate` is requests a second.
    package static func json(_ summary: LoadSummary) -> String {
        JSONWriter.pretty(object(summary))
    }

    static func object(_ summary: LoadSummary) -> JSONValue {
        let members = [
            JSONMember("requests", .integer(Int64(summary.requests))),
            JSONMember("errors", .integer(Int64(summary.errors))),
            JSONMember("dropped", .integer(Int64(summary.dropped))),
            JSONMember("seconds", .number(summary.seconds)),
            JSONMember("rate", .number(summary.rate)),
            JSONMember("cpu_seconds", .number(summary.cpuSeconds)),
            JSONMember("latency", latency(summary.latency)),
            JSONMember("failed_latency", latency(summary.failedLatency)),
            JSONMember("late", .integer(Int64(summary.late))),
            JSONMember("repeated", .integer(Int64(summary.repeated))),
            JSONMember("bytes", .integer(Int64(summary.bytes))),
            JSONMember(
                "failures",
                .array(
                    summary.failures.map {
                        .object(
                            JSONObject([
                                JSONMember("kind", .string($0.kind)),
                                JSONMember("count", .integer(Int64($0.count))),
                            ]))
                    })),
            JSONMember(
                "operations",
                .array(
                    summary.operations.map {
                        .object(
                            JSONObject([
                                JSONMember("name", .string($0.name)),
                                JSONMember("requests", .integer(Int64($0.requests))),
                                JSONMember("errors", .integer(Int64($0.errors))),
                                JSONMember("latency", latency($0.latency)),
                            ]))
                    })),
            JSONMember("doubts", .array(summary.doubts.map { .string($0.text) })),
        ]
        return .object(JSONObject(members))
    }

    /// Null where nothing went that way.
    private static func latency(_ summary: LatencySummary?) -> JSONValue {
        guard let summary else { return .null }
        return .object(
            JSONObject([
                JSONMember("p50", .number(summary.p50)), JSONMember("p95", .number(summary.p95)),
                JSONMember("p99", .number(summary.p99)), JSONMember("p99.9", .number(summary.p999)),
                JSONMember("max", .number(summary.maximum)), JSONMember("mean", .number(summary.mean)),
            ]))
    }

    package static func text(
        _ summary: LoadSummary, _ model: LoadModel, url: String, style: Style
    ) -> String {
        var lines = [
            "\(harmless(url)): \(model)",
            "requests   \(summary.requests), \(significant(summary.rate))/s over \(secondsText(summary.seconds))",
            "errors     \(summary.errors)" + (summary.dropped > 0 ? ", not sent: \(summary.dropped)" : ""),
        ]
        if let latency = summary.latency { lines.append("latency    \(text(latency))") }
        if let failed = summary.failedLatency { lines.append("failed in  \(text(failed))") }
        lines += summary.failures.map { "  \($0.count) × \(harmless($0.kind))" }
        lines.append("generator  \(significant(summary.cpuSeconds)) s of CPU")
        lines += summary.doubts.map { "warning: \($0.text)" }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func text(_ latency: LatencySummary) -> String {
        [
            ("p50", latency.p50), ("p95", latency.p95), ("p99", latency.p99), ("p99.9", latency.p999),
            ("max", latency.maximum),
        ].map { "\($0.0) \(MetricUnit.time.text($0.1))" }.joined(separator: " · ")
    }
}
