import GateModel
import JSON

/// pytest-benchmark's `--benchmark-json`: seconds a call; `stats.data` is there where it was asked for.
enum PytestBenchmark {
    static func read(_ root: ReportNode) throws(ReportFault) -> ImportedReport {
        let commit = root.optional("commit_info")
        var benchmarks: [ImportedBenchmark] = []
        var notes: [String] = []
        for node in try root.member("benchmarks").elements() {
            try requireSameCommit(node, commit)
            let (benchmark, note) = try benchmark(node)
            benchmarks.append(benchmark)
            if let note { notes.append(note) }
        }
        if commit?.optional("dirty")?.value == .bool(true) {
            notes.append("measured in a work tree with changes that no commit has")
        }
        return ImportedReport(format: .pytestBenchmark, benchmarks: benchmarks, notes: notes)
    }

    /// Files that were merged by hand carry a commit with each benchmark.
    private static func requireSameCommit(
        _ benchmark: ReportNode, _ commit: ReportNode?
    ) throws(ReportFault) {
        guard let own = benchmark.optional("commit_info")?.optional("id"), let first = commit?.optional("id")
        else { return }
        guard own.value == first.value else {
            throw .mixed(own.place, "commit", try first.text(), try own.text())
        }
    }

    private static func benchmark(
        _ node: ReportNode
    ) throws(ReportFault) -> (ImportedBenchmark, note: String?) {
        let name = try node.member("fullname", or: "name").text()
        let stats = try node.member("stats")
        let rounds = try stats.member("rounds").count()
        let values = try summary(
            stats, [("mean", .mean), ("median", .median), ("min", .min), ("max", .max)])
        let (samples, isWhole) = try samples(stats)
        guard isWhole, let samples else {
            let note = samples.map { "\(name): only \($0.count) of its \(rounds) rounds are in the report" }
            return (
                ImportedBenchmark(
                    name: name, unit: .time, better: .lower,
                    evidence: .summary(ReportSummary(count: rounds, values: values))), note
            )
        }
        let note =
            samples.count == rounds
            ? nil : "\(name): \(samples.count) of its \(rounds) rounds are in the report, the rest is unknown"
        return (
            ImportedBenchmark(name: name, unit: .time, better: .lower, evidence: .samples([samples])), note
        )
    }

    /// The rounds' times a call; not whole where a text stands in place of some of them.
    private static func samples(_ stats: ReportNode) throws(ReportFault) -> ([Double]?, isWhole: Bool) {
        guard let data = stats.optional("data") else { return (nil, false) }
        var samples: [Double] = []
        var isWhole = true
        for element in try data.elements() {
            if let text = element.value.string, Double(text) == nil {
                isWhole = false
            } else {
                samples.append(try element.amount())
            }
        }
        guard !samples.isEmpty else { throw .nothingMeasured(data.place) }
        return (samples, isWhole)
    }
}
