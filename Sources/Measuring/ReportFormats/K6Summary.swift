import GateModel

/// k6's summaries: the data of `handleSummary`, and the file of `--summary-export`.
///
/// Neither has samples. The two write thresholds in opposite ways: `handleSummary` says `"ok": true` for one that
/// was met, the export writes `"p(95)<500": false` for it, which means "not crossed".
enum K6Summary {
    static func readHandled(_ root: ReportNode) throws(ReportFault) -> ImportedReport {
        try read(root, .k6Summary) { node throws(ReportFault) in
            let kindName = try node.member("type").text()
            guard let kind = K6Metric.Kind(rawValue: kindName) else {
                throw node.wrong("unknown kind of metric \(quoted(kindName))")
            }
            let contains = try node.member("contains").text()
            return (try K6Metric(node.lastKey, kind: kind, contains: contains), try node.member("values"))
        } isMet: { threshold throws(ReportFault) in
            try threshold.member("ok").bool()
        }
    }

    static func readExport(_ root: ReportNode) throws(ReportFault) -> ImportedReport {
        try read(root, .k6SummaryExport) { node throws(ReportFault) in
            let kind: K6Metric.Kind =
                if node.optional("avg") != nil || node.optional("med") != nil {
                    .trend
                } else if node.optional(
                    "passes") != nil
                { .rate } else if node.optional("count") != nil { .counter } else { .gauge }
            return K6Metric(builtIn: node.lastKey, kind: kind).map { ($0, node) }
        } isMet: { threshold throws(ReportFault) in
            try !threshold.bool()
        }
    }

    /// - Parameter metric: What the metric is and where its values stand; nil for one of unknown unit.
    private static func read(
        _ root: ReportNode, _ format: ReportFormat,
        metric: (ReportNode) throws(ReportFault) -> (K6Metric, values: ReportNode)?,
        isMet: (ReportNode) throws(ReportFault) -> Bool
    ) throws(ReportFault) -> ImportedReport {
        let nodes = try root.member("metrics").members()
        var found: [(metric: K6Metric, values: ReportNode)] = []
        var thresholds: [ImportedThreshold] = []
        var notes: [String] = []
        for (name, node) in nodes {
            for (expression, threshold) in try node.optional("thresholds")?.members() ?? [] {
                thresholds.append(
                    ImportedThreshold(metric: name, expression: expression, passed: try isMet(threshold)))
            }
            if let one = try metric(node.named(name)) {
                found.append(one)
            } else {
                notes.append("\(name) is left out: the report does not say in which unit it is")
            }
        }
        let failures = try failures(found)
        var benchmarks: [ImportedBenchmark] = []
        for (metric, values) in found {
            benchmarks.append(metric.benchmark(.summary(try summary(metric, values)), failures: failures))
        }
        return ImportedReport(format: format, benchmarks: benchmarks, thresholds: thresholds, notes: notes)
    }

    /// Requests that failed and checks that did not hold; `passes` of `http_req_failed` counts what failed.
    private static func failures(
        _ found: [(metric: K6Metric, values: ReportNode)]
    ) throws(ReportFault) -> Int {
        var failures = 0.0
        for (metric, values) in found where metric.kind == .rate {
            if metric.name == "http_req_failed" { failures += try values.member("passes").amount() }
            if metric.name == "checks" { failures += try values.member("fails").amount() }
        }
        return Int(min(failures, 1e15))
    }

    private static func summary(_ metric: K6Metric, _ values: ReportNode) throws(ReportFault) -> ReportSummary
    {
        switch metric.kind {
        case .trend:
            return ReportSummary(
                count: try values.optional("count")?.count(),
                values: try Measuring.summary(values, k6TrendStatistics, metric.base))
        case .rate:
            let passes = try values.member("passes").amount()
            let total = passes + (try values.member("fails").amount())
            guard total > 0 else { throw .nothingMeasured(values.place) }
            return ReportSummary(count: Int(min(total, 1e15)), values: [.init(.mean, passes / total)])
        case .counter:
            let count = try values.member("count").amount()
            let rate = try values.member("rate").amount()
            return ReportSummary(
                count: nil, values: [.init(.max, metric.base(count)), .init(.rate, metric.base(rate))])
        case .gauge:
            return ReportSummary(
                count: nil, values: [.init(.max, metric.base(try values.member("max").amount()))])
        }
    }
}

extension ReportNode {
    /// The same value under its own key, which a key with dots in it cannot be read from the path.
    fileprivate func named(_ key: String) -> ReportNode { ReportNode(value: value, path: path, key: key) }

    fileprivate var lastKey: String { key ?? path }
}
