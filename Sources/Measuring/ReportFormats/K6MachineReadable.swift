import GateModel
import JSON

/// The summary that k6 1.5 and later write with `--new-machine-readable-summary`: metrics are a list under `results`,
/// with their kind and unit, and the checks stand beside them.
enum K6MachineReadable {
    static func read(_ root: ReportNode) throws(ReportFault) -> ImportedReport {
        let results = try root.member("results")
        let checks = results.optional("checks")
        var nodes = try results.member("metrics").elements()
        nodes += try checks?.optional("metrics")?.elements() ?? []
        guard nodes.count <= mostBenchmarks else { throw .tooMany(.member("results.metrics")) }
        var found: [(metric: K6Metric, node: ReportNode)] = []
        for node in nodes {
            found.append((try K6Metric(try node.member("name").text(), describedBy: node), node))
        }

        var failures = K6Failures()
        // The same checks are counted in up to three places.
        failures.checks = try checks?.optional("results").map(failed) ?? 0
        for (metric, node) in found where metric.kind == .rate {
            let values = try node.member("values")
            let matches = try values.member("matches").tally()
            switch metric.name {
            case "http_req_failed": failures.requests = matches
            case "checks_failed": failures.checks = max(failures.checks, matches)
            case "checks":
                failures.checks = max(failures.checks, try values.member("total").tally() - matches)
            default: break
            }
        }
        var benchmarks: [ImportedBenchmark] = []
        var thresholds: [ImportedThreshold] = []
        for (metric, node) in found {
            // A metric without an event has a rate of 0 in 0.
            if metric.kind == .rate, try node.member("values").member("total").amount() == 0 { continue }
            let summary = try summary(metric, try node.member("values"))
            benchmarks.append(metric.benchmark(.summary(summary), failures))
            thresholds += try crossed(metric, node)
        }
        return ImportedReport(format: .k6Summary, benchmarks: benchmarks, thresholds: thresholds)
    }

    /// How many of the checks listed one by one did not hold.
    private static func failed(_ checks: ReportNode) throws(ReportFault) -> Int {
        var failed = 0.0
        for check in try checks.elements() { failed += try check.member("fails").amount() }
        return Int(min(failed, 1e15))
    }

    private static func crossed(
        _ metric: K6Metric, _ node: ReportNode
    ) throws(ReportFault) -> [ImportedThreshold] {
        guard let thresholds = node.optional("thresholds"), thresholds.value.object != nil else { return [] }
        var found: [ImportedThreshold] = []
        for (expression, threshold) in try thresholds.members() {
            found.append(
                ImportedThreshold(
                    metric: metric.name, expression: expression, passed: try threshold.member("ok").bool()))
        }
        return found
    }

    private static func summary(_ metric: K6Metric, _ values: ReportNode) throws(ReportFault) -> ReportSummary
    {
        switch metric.kind {
        case .trend: return try K6Summary.trendSummary(metric, values)
        case .rate:
            let matches = try values.member("matches").amount()
            return try K6Summary.rateSummary(matches, of: try values.member("total").amount(), values)
        case .counter:
            let count = metric.inBaseUnit(try values.member("count").amount())
            return ReportSummary(count: nil, values: [.init(.max, count)])
        case .gauge: return try K6Summary.gaugeSummary(metric, values)
        }
    }
}
