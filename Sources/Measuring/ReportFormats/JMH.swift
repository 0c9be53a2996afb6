import GateModel
import JSON

/// JMH's `-rf json`: one entry a benchmark, mode and set of parameters; `rawData` has a list for each fork.
enum JMH {
    static func read(_ root: ReportNode) throws(ReportFault) -> ImportedReport {
        let entries = try root.elements()
        for key in ["jmhVersion", "jdkVersion", "vmVersion"] { try requireSame(key, in: entries) }
        var benchmarks: [ImportedBenchmark] = []
        for entry in entries { benchmarks.append(try benchmark(entry, among: entries)) }
        return ImportedReport(format: .jmh, benchmarks: benchmarks)
    }

    private static func requireSame(_ key: String, in entries: [ReportNode]) throws(ReportFault) {
        var first: String?
        for node in entries.compactMap({ $0.optional(key) }) {
            let version = try node.text()
            if let first, first != version { throw .mixed(node.place, key, first, version) }
            first = version
        }
    }

    private static func benchmark(
        _ entry: ReportNode, among entries: [ReportNode]
    ) throws(ReportFault) -> ImportedBenchmark {
        let method = try entry.member("benchmark").text()
        let mode = try entry.member("mode").text()
        var words: [String] = []
        if let parameters = entry.optional("params") {
            for (key, node) in try parameters.members() { words.append("\(key)=\(try node.text())") }
        }
        let others = entries.filter { $0.value["benchmark"] == entry.value["benchmark"] }
        if Set(others.map { $0.value["mode"] }).count > 1 { words.append(mode) }
        let name = words.isEmpty ? method : "\(method) (\(words.joined(separator: ", ")))"

        let metric = try entry.member("primaryMetric")
        let unitNode = try metric.member("scoreUnit")
        let unit = try scoreUnit(unitNode)
        guard (mode == "thrpt") == (unit.unit == .rate) else {
            throw unitNode.wrong("mode \(quoted(mode)) has no scores in \(quoted(try unitNode.text()))")
        }
        return ImportedBenchmark(
            name: name, unit: unit.unit, better: unit.unit == .rate ? .higher : .lower,
            evidence: try evidence(metric, unit))
    }

    /// `ops/ms`, where more is better, or `ms/op`, where less is.
    private struct ScoreUnit {
        let unit: MetricUnit
        let time: ReportUnit

        func base(_ score: Double) -> Double { unit == .rate ? time.amount(ofBase: score) : time.base(score) }
    }

    private static func scoreUnit(_ node: ReportNode) throws(ReportFault) -> ScoreUnit {
        let name = try node.text()
        let parts = name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, let time = ReportUnit.named(parts[0] == "ops" ? parts[1] : parts[0]),
            time.unit == .time, parts[0] == "ops" || parts[1] == "op"
        else { throw .unknownUnit(node.place, name) }
        return ScoreUnit(unit: parts[0] == "ops" ? .rate : .time, time: time)
    }

    private static func evidence(
        _ metric: ReportNode, _ unit: ScoreUnit
    ) throws(ReportFault) -> ImportedBenchmark.Evidence {
        guard let raw = metric.optional("rawData") else {
            // Mode 'sample' has a histogram instead, in no order.
            let score = try metric.member("score").amount()
            return .summary(ReportSummary(count: nil, values: [.init(.mean, unit.base(score))]))
        }
        var forks: [[Double]] = []
        for fork in try raw.elements() { forks.append(try fork.amounts(unit.base)) }
        guard !forks.isEmpty else { throw .nothingMeasured(raw.place) }
        return .samples(forks)
    }
}
