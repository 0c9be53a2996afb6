import GateModel
import JSON

/// hyperfine's `--export-json`: wall times of whole commands in seconds, each run a process of its own.
enum Hyperfine {
    /// Whether its results are those of commands; other tools have a member of that name too.
    static func isOne(_ root: JSONValue) -> Bool {
        guard let results = root["results"]?.array else { return false }
        return results.first.map { $0["command"]?.string != nil } ?? true
    }

    static func read(_ root: ReportNode) throws(ReportFault) -> ImportedReport {
        var benchmarks: [ImportedBenchmark] = []
        for result in try root.member("results").elements() { benchmarks.append(try benchmark(result)) }
        return ImportedReport(format: .hyperfine, benchmarks: benchmarks)
    }

    private static func benchmark(_ result: ReportNode) throws(ReportFault) -> ImportedBenchmark {
        var name = try result.member("command").text()
        if let parameters = result.optional("parameters") {
            var words: [String] = []
            for (key, node) in try parameters.members() { words.append("\(key)=\(try node.word())") }
            if !words.isEmpty { name += " (\(words.joined(separator: ", ")))" }
        }
        guard let times = result.optional("times") else {
            let values = try summary(
                result, [("mean", .mean), ("median", .median), ("min", .min), ("max", .max)])
            return ImportedBenchmark(
                name: name, unit: .time, better: .lower,
                evidence: .summary(ReportSummary(count: nil, values: values)))
        }
        let samples = try times.amounts()
        return ImportedBenchmark(
            name: name, unit: .time, better: .lower, evidence: .samples(samples.map { [$0] }),
            failures: try failures(result, of: samples.count))
    }

    /// Runs that ended with anything but 0; hyperfine keeps their times where it was told to ignore them.
    private static func failures(_ result: ReportNode, of count: Int) throws(ReportFault) -> Int {
        guard let codes = result.optional("exit_codes") else { return 0 }
        let elements = try codes.elements()
        guard elements.count == count else {
            throw codes.wrong("\(elements.count) exit codes for \(count) times")
        }
        // A run that ended by a signal has no code.
        return elements.count { $0.value != .integer(0) }
    }
}

/// The statistics that are there, under the names that the tool has for them.
func summary(
    _ node: ReportNode, _ names: [(key: String, statistic: Statistic)], _ convert: (Double) -> Double = { $0 }
) throws(ReportFault) -> [ReportSummary.Value] {
    var values: [ReportSummary.Value] = []
    for (key, statistic) in names {
        guard let member = node.optional(key) else { continue }
        values.append(ReportSummary.Value(statistic, convert(try member.amount())))
    }
    guard !values.isEmpty else { throw node.wrong("neither samples nor a mean or median") }
    return values
}
