import GateModel

/// What `go test -bench` prints: `BenchmarkFib-8  4587789  262.7 ns/op  16 B/op`.
///
/// Several runs may stand in one file, as `benchstat` wants them: each is a process of its own. But the lines
/// `goos:`, `goarch:`, `cpu:` and `commit:` must be the same in all of them.
enum GoBench {
    private struct Series {
        let name: String
        let unit: ReportUnit
        let isDetail: Bool
        /// By the run that they are from.
        var values: [Int: [Double]] = [:]
        var order: [Int] = []
    }

    private static let settings: Set = ["goos", "goarch", "cpu", "commit", "revision"]

    static func read(_ lines: [ReportLine]) throws(ReportFault) -> ImportedReport {
        var configuration: [String: String] = [:]
        var package = ""
        var run = 0
        var order: [String] = []
        var series: [String: Series] = [:]
        var seen: Set<String> = []
        var failures = 0
        for line in lines {
            let words = line.words
            guard let first = words.first else { continue }
            if first == "pkg:" || first == "goos:" {
                // The header of a run begins with goos, that of each package in it with pkg.
                if first == "goos:" { run += 1 }
                if first == "pkg:", words.count > 1 {
                    if !seen.insert("\(run) \(words[1])").inserted { run += 1 }
                    seen.insert("\(run) \(words[1])")
                    package = words[1]
                }
            }
            if first.hasSuffix(":"), settings.contains(String(first.dropLast())), words.count > 1 {
                let key = String(first.dropLast())
                let value = words.dropFirst().joined(separator: " ")
                if let other = configuration[key], other != value {
                    throw .mixed(line.place, key, other, value)
                }
                configuration[key] = value
            } else if first == "FAIL" || words.prefix(2) == ["---", "FAIL:"] {
                failures += 1
            } else if first.hasPrefix("Benchmark"), words.count > 1 {
                for (name, unit, value) in try measured(line, words, package) {
                    if series[name] == nil {
                        order.append(name)
                        series[name] = Series(name: name, unit: unit, isDetail: unit.unit != .time)
                    }
                    if series[name]?.values[run] == nil { series[name]?.order.append(run) }
                    series[name]?.values[run, default: []].append(value)
                }
            }
        }
        return ImportedReport(
            format: .goBench,
            benchmarks: order.compactMap { series[$0] }.map { one in
                ImportedBenchmark(
                    name: one.name, unit: one.unit.unit, better: one.unit.unit == .rate ? .higher : .lower,
                    evidence: .samples(one.order.compactMap { one.values[$0] }), failures: failures,
                    isDetail: one.isDetail)
            })
    }

    /// The numbers of one line; those in units of the benchmark's own making are left out.
    private static func measured(
        _ line: ReportLine, _ words: [String], _ package: String
    ) throws(ReportFault) -> [(name: String, unit: ReportUnit, value: Double)] {
        let hint = "the file is cut off, or lines of the benchmark's own output stand in between"
        guard words.count >= 4, words.count.isMultiple(of: 2), let iterations = Int(words[1]) else {
            throw ReportFault(line.place, "no measurement in \(quoted(line.text))", hint: hint)
        }
        guard iterations > 0 else { throw .nothingMeasured(line.place) }
        let name = package.isEmpty ? words[0] : "\(package).\(words[0])"
        var found: [(name: String, unit: ReportUnit, value: Double)] = []
        for index in stride(from: 2, to: words.count, by: 2) {
            let value = try reportAmount(words[index], at: line.place)
            switch words[index + 1] {
            case "ns/op": found.append((name, .nanoseconds, ReportUnit.nanoseconds.base(value)))
            case "B/op": found.append(("\(name) B/op", .bytes, value))
            case "allocs/op": found.append(("\(name) allocs/op", .count, value))
            default: continue
            }
        }
        guard found.contains(where: { $0.unit == .nanoseconds }) else {
            throw ReportFault(line.place, "no time an operation in \(quoted(line.text))", hint: hint)
        }
        return found
    }
}
