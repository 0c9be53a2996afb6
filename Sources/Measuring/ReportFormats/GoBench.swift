import GateModel

/// What `go test -bench` prints: `BenchmarkFib-8  4587789  262.7 ns/op  16 B/op`.
///
/// Several runs may stand in one file, as `benchstat` wants them: each is a process of its own. But the lines
/// `goos:`, `goarch:`, `cpu:` and `commit:` must be the same in all of them.
struct GoBench {
    private struct Series {
        let name: String
        let unit: GoUnit
        /// By the run that they are from.
        var values: [Int: [Double]] = [:]
        var order: [Int] = []
    }

    private static let settings: Set = ["goos", "goarch", "cpu", "commit", "revision"]

    private var configuration: [String: String] = [:]
    private var package = ""
    private var run = 0
    private var seenPackages: Set<String> = []
    private var series = NamedSeries<Series>()
    /// What `Unit` lines say: `Unit text-bytes better=higher`.
    private var directions: [String: Metric.Direction] = [:]
    private var failures = 0
    private var hasFailed = false
    /// A benchmark whose measurement comes in a later line, since it printed something meanwhile.
    private var open: (name: String, line: ReportLine)?
    /// Those that have a time, and those that have not.
    private var timed: Set<String> = []
    private var untimed: [String] = []

    static func read(_ lines: ReportLines) throws(ReportFault) -> ImportedReport {
        var report = GoBench()
        for line in lines { try report.add(line) }
        try report.close()
        return report.imported
    }

    /// Whether the word is one that Go gives to benchmarks: a small letter may not follow.
    static func isName(_ word: some StringProtocol) -> Bool {
        word.hasPrefix("Benchmark") && word.dropFirst(9).first?.isLowercase != true
    }

    /// Whether the line names a benchmark and says how often it ran.
    static func isMeasurement(_ line: ReportLine) -> Bool {
        guard line.begins(with: "Benchmark") else { return false }
        let words = line.words
        return words.count > 1 && isName(words[0]) && Int(words[1]) != nil
    }

    private mutating func add(_ line: ReportLine) throws(ReportFault) {
        let words = line.words
        guard let first = words.first else { return }
        if first.hasSuffix(":"), words.count > 1 {
            try configure(String(first.dropLast()), words.dropFirst().joined(separator: " "), line)
        }
        if let ending = words.prefix(2).firstIndex(of: "---"), words.count > ending + 2,
            ["FAIL:", "SKIP:"].contains(words[ending + 1])
        {
            // The benchmark has ended without a measurement.
            if ending == 1 || open?.name.hasPrefix(words[ending + 2]) == true { open = nil }
            if words[ending + 1] == "FAIL:" { failures += 1 }
        } else if first == "FAIL" || first == "panic:" {
            hasFailed = true
        } else if first == "Unit", words.count > 2 {
            if words.contains("better=higher") { directions[words[1]] = .higher }
            if words.contains("better=lower") { directions[words[1]] = .lower }
        } else if Self.isName(first), line.begins(with: "Benchmark") {
            try close()
            if words.count > 1, Int(words[1]) != nil {
                try measure(first, Array(words.dropFirst()), line)
            } else if first != "Benchmark", words.count > 1 || line.bytes.contains(0x09) {
                // A name without a tab says under '-v' that the benchmark will be run.
                open = (first, line)
            }
        } else if let (name, _) = open, Int(first) != nil, line.bytes.contains(0x09),
            words.count >= 3, !words.count.isMultiple(of: 2)
        {
            open = nil
            try measure(name, words, line)
        }
    }

    private mutating func configure(_ key: String, _ value: String, _ line: ReportLine) throws(ReportFault) {
        switch key {
        // The header of a run begins with goos, that of each package in it with pkg.
        case "goos": run += 1
        case "pkg":
            if !seenPackages.insert("\(run) \(value)").inserted { run += 1 }
            seenPackages.insert("\(run) \(value)")
            package = value
        default: break
        }
        guard Self.settings.contains(key) else { return }
        if let other = configuration[key], other != value { throw .mixed(line.place, key, other, value) }
        configuration[key] = value
    }

    /// - Throws: Where a benchmark was begun, and the file has no measurement of it.
    private mutating func close() throws(ReportFault) {
        if let open, !hasFailed { throw Self.cutOff(open.line) }
        open = nil
    }

    /// - Parameter words: `4587789 262.7 ns/op 16 B/op`.
    private mutating func measure(
        _ benchmark: String, _ words: [String], _ line: ReportLine
    ) throws(ReportFault) {
        guard words.count >= 3, !words.count.isMultiple(of: 2), let iterations = Int(words[0]) else {
            throw Self.cutOff(line)
        }
        guard iterations > 0 else { throw .nothingMeasured(line.place) }
        let name = package.isEmpty ? benchmark : "\(package).\(benchmark)"
        var hasTime = false
        for index in stride(from: 1, to: words.count, by: 2) {
            let unit = GoUnit(words[index + 1])
            if !line.isEnded, index == words.count - 2, isBeginning(unit.name) { throw Self.cutOff(line) }
            let value = try unit.value(words[index], at: line.place)
            hasTime = hasTime || unit.isTime
            try add(value, unit, to: unit.isTime ? name : "\(name) \(unit.name)", line)
        }
        if hasTime { timed.insert(name) } else if untimed.last != name { untimed.append(name) }
    }

    private mutating func add(
        _ value: Double, _ unit: GoUnit, to name: String, _ line: ReportLine
    ) throws(ReportFault) {
        let position = try series.position(of: name, at: line.place) { Series(name: name, unit: unit) }
        if series.all[position].values[run] == nil { series.all[position].order.append(run) }
        series.all[position].values[run, default: []].append(value)
    }

    /// Whether a unit is what a cut leaves of another: `ns/o`.
    private func isBeginning(_ unit: String) -> Bool {
        (GoUnit.usual + series.all.map(\.unit.name)).contains { $0 != unit && $0.hasPrefix(unit) }
            && !series.all.contains { $0.unit.name == unit }
    }

    private static func cutOff(_ line: ReportLine) -> ReportFault {
        ReportFault(
            line.place, "no measurement in \(quoted(line.text))",
            hint: "the file is cut off, or lines of the benchmark's own output stand in between")
    }

    private var imported: ImportedReport {
        let failed = max(failures, hasFailed ? 1 : 0)
        let benchmarks = series.all.map { one in
            ImportedBenchmark(
                name: one.name, unit: one.unit.unit, better: directions[one.unit.name] ?? one.unit.better,
                evidence: .samples(one.order.compactMap { one.values[$0] }), failures: failed,
                isDetail: !one.unit.isTime)
        }
        let rest = timed.isEmpty ? [] : untimed.filter { !timed.contains($0) }
        return ImportedReport(
            format: .goBench, benchmarks: benchmarks,
            notes: rest.prefix(10).map {
                "\($0) has no time an operation: it is judged where '--benchmark' names it and its unit"
            })
    }
}
