import GateModel
import JSON

/// k6's summaries: the data of `handleSummary`, the file of `--summary-export`, and what both are since k6 1.5 where
/// the machine-readable summary is asked for.
///
/// None has samples. The two older ones write thresholds in opposite ways: `handleSummary` says `"ok": true` for one that
/// was met, the export writes `"p(95)<500": false` for it, which means "not crossed".
enum K6Summary {
    /// Of whichever form it is.
    static func read(_ root: ReportNode) throws(ReportFault) -> ImportedReport {
        if isMachineReadable(root) { return try K6MachineReadable.read(root) }
        let isHandled = root.value["metrics"]?.object?.members.contains { $0.value["values"] != nil }
        return isHandled == true ? try readHandled(root) : try readExport(root)
    }

    static func isMachineReadable(_ root: ReportNode) -> Bool {
        root.value["results"]?["metrics"]?.array != nil
    }

    private static func readHandled(_ root: ReportNode) throws(ReportFault) -> ImportedReport {
        try read(root, .k6Summary) { node throws(ReportFault) in
            (try K6Metric(node.lastKey, describedBy: node), try node.member("values"))
        } isMet: { threshold throws(ReportFault) in
            try threshold.member("ok").bool()
        }
    }

    private static func readExport(_ root: ReportNode) throws(ReportFault) -> ImportedReport {
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
        guard nodes.count <= mostBenchmarks else { throw .tooMany(.member("metrics")) }
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
        var failures = K6Failures()
        for (metric, values) in found where metric.kind == .rate {
            // Of http_req_failed those that pass are the requests that failed.
            if metric.name == "http_req_failed" { failures.requests = try values.member("passes").tally() }
            if metric.name == "checks" { failures.checks = try values.member("fails").tally() }
        }
        var benchmarks: [ImportedBenchmark] = []
        for (metric, values) in found {
            benchmarks.append(metric.benchmark(.summary(try summary(metric, values)), failures))
        }
        return ImportedReport(format: format, benchmarks: benchmarks, thresholds: thresholds, notes: notes)
    }

    private static func summary(_ metric: K6Metric, _ values: ReportNode) throws(ReportFault) -> ReportSummary
    {
        switch metric.kind {
        case .trend: return try trendSummary(metric, values)
        case .rate:
            let passes = try values.member("passes").amount()
            return try rateSummary(passes, of: passes + (try values.member("fails").amount()), values)
        case .counter:
            let count = try values.member("count").amount()
            let rate = try values.member("rate").amount()
            return ReportSummary(
                count: nil,
                values: [.init(.max, metric.inBaseUnit(count)), .init(.rate, metric.inBaseUnit(rate))])
        case .gauge: return try gaugeSummary(metric, values)
        }
    }

    // MARK: What all forms have

    static func trendSummary(_ metric: K6Metric, _ values: ReportNode) throws(ReportFault) -> ReportSummary {
        ReportSummary(
            count: try values.optional("count")?.count(),
            values: try Measuring.summary(values, k6TrendStatistics, metric.inBaseUnit))
    }

    static func rateSummary(
        _ matches: Double, of total: Double, _ values: ReportNode
    ) throws(ReportFault) -> ReportSummary {
        guard total > 0 else { throw .nothingMeasured(values.place) }
        guard matches <= total else { throw values.wrong("\(significant(matches)) of \(significant(total))") }
        return ReportSummary(count: Int(min(total, 1e15)), values: [.init(.mean, matches / total)])
    }

    static func gaugeSummary(_ metric: K6Metric, _ values: ReportNode) throws(ReportFault) -> ReportSummary {
        ReportSummary(
            count: nil, values: [.init(.max, metric.inBaseUnit(try values.member("max").amount()))])
    }
}

extension ReportNode {
    /// The same value under its own key, which a key with dots in it cannot be read from the path.
    fileprivate func named(_ key: String) -> ReportNode { ReportNode(value: value, path: path, key: key) }

    fileprivate var lastKey: String { key ?? path }

    /// How many there were, perhaps none.
    func tally() throws(ReportFault) -> Int { Int(min(try amount(), 1e15)) }
}

extension K6Metric {
    /// From the members `type` and `contains`.
    init(_ name: String, describedBy node: ReportNode) throws(ReportFault) {
        let kindName = try node.member("type").text()
        guard let kind = Kind(rawValue: kindName) else {
            throw node.wrong("unknown kind of metric \(quoted(kindName))")
        }
        try self.init(name, kind: kind, contains: try node.member("contains").text())
    }
}
