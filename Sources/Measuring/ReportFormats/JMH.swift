import GateModel
import JSON

/// JMH's `-rf json`: one entry a benchmark, mode and set of parameters; `rawData` has a list for each fork, and mode
/// `sample` has `rawDataHistogram` in its place.
enum JMH {
    static func read(_ root: ReportNode) throws(ReportFault) -> ImportedReport {
        let entries = try root.elements()
        for key in ["jmhVersion", "jdkVersion", "vmVersion"] { try requireSame(key, in: entries) }
        let names = try JMHNames(entries)
        var benchmarks: [ImportedBenchmark] = []
        var notes: [String] = []
        for entry in entries {
            let (benchmark, note) = try benchmark(entry, try names.name(of: entry))
            benchmarks.append(benchmark)
            if let note { notes.append(note) }
        }
        return ImportedReport(format: .jmh, benchmarks: benchmarks, notes: notes)
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
        _ entry: ReportNode, _ name: String
    ) throws(ReportFault) -> (ImportedBenchmark, note: String?) {
        let mode = try entry.member("mode").text()
        let metric = try entry.member("primaryMetric")
        let unitNode = try metric.member("scoreUnit")
        let unit = try scoreUnit(unitNode)
        guard (mode == "thrpt") == (unit.unit == .rate) else {
            throw unitNode.wrong("mode \(quoted(mode)) has no scores in \(quoted(try unitNode.text()))")
        }
        let (evidence, note) = try evidence(metric, unit)
        return (
            ImportedBenchmark(
                name: name, unit: unit.unit, better: unit.unit == .rate ? .higher : .lower,
                evidence: evidence), note.map { "\(name): \($0)" }
        )
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
    ) throws(ReportFault) -> (ImportedBenchmark.Evidence, note: String?) {
        if let histogram = metric.optional("rawDataHistogram") {
            let samples = try JMHHistogram(histogram)
            return (.samples(samples.forks.map { $0.map(unit.base) }), samples.note)
        }
        guard let raw = metric.optional("rawData") else {
            let score = try metric.member("score").amount()
            return (.summary(ReportSummary(count: nil, values: [.init(.mean, unit.base(score))])), nil)
        }
        var forks: [[Double]] = []
        for fork in try raw.elements() { forks.append(try fork.amounts(unit.base)) }
        guard !forks.isEmpty else { throw .nothingMeasured(raw.place) }
        return (.samples(forks), nil)
    }
}

/// What tells the entries of one JMH report apart: `org.A.b (size=10, sample)`.
private struct JMHNames {
    /// Modes and numbers of threads, by the benchmark's name.
    private var modes: [String: Set<String>] = [:]
    private var threads: [String: Set<Int64>] = [:]

    init(_ entries: [ReportNode]) throws(ReportFault) {
        for entry in entries {
            let method = try entry.member("benchmark").text()
            modes[method, default: []].insert(try entry.member("mode").text())
            if let count = entry.value["threads"]?.integer { threads[method, default: []].insert(count) }
        }
    }

    func name(of entry: ReportNode) throws(ReportFault) -> String {
        let method = try entry.member("benchmark").text()
        var words: [String] = []
        if let parameters = entry.optional("params") {
            for (key, node) in try parameters.members() { words.append("\(key)=\(try node.word())") }
        }
        if let all = threads[method], all.count > 1, let count = entry.value["threads"]?.integer {
            words.append("threads=\(count)")
        }
        if let all = modes[method], all.count > 1 { words.append(try entry.member("mode").text()) }
        return words.isEmpty ? method : "\(method) (\(words.joined(separator: ", ")))"
    }
}
