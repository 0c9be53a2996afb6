import GateModel

/// The text of OpenMetrics 1.0: gauges and counters as values, histograms and summaries as what they sum up.
///
/// Units come from `# UNIT`, else from the end of the name (`_seconds`, `_bytes`). The text must end with `# EOF`, so
/// that half of it is never taken for all.
struct OpenMetrics {
    private enum Kind: String {
        case unknown, gauge, counter, stateset, info, histogram, gaugehistogram, summary
    }

    private struct Family {
        var kind = Kind.unknown
        var unit: ReportUnit?
    }

    private struct Distribution {
        let family: String
        let line: Int
        var count: Double?
        var sum: Double?
        var quantiles: [ReportSummary.Value] = []
    }

    private var families: [String: Family] = [:]
    private var order: [String] = []
    private var values: [String: (family: String, numbers: [Double])] = [:]
    private var distributions: [String: Distribution] = [:]

    static func read(_ lines: ReportLines) throws(ReportFault) -> ImportedReport {
        var metrics = OpenMetrics()
        var hasEnded = false
        for line in lines {
            guard !hasEnded else {
                if line.isBlank { continue }
                throw ReportFault(
                    line.place, "something follows '# EOF'", hint: "give one report a file")
            }
            if line.bytes.first == UInt8(ascii: "#") {
                hasEnded = line.text == "# EOF"
                try metrics.describe(line)
            } else if !line.isBlank {
                try metrics.add(try OpenMetricsLine(line), at: line)
            }
        }
        guard hasEnded else {
            throw ReportFault(
                .whole, "the text ends without '# EOF'",
                hint: "the file is cut off, or in Prometheus' older format, which has no end")
        }
        return ImportedReport(format: .openMetrics, benchmarks: try metrics.benchmarks())
    }

    private mutating func describe(_ line: ReportLine) throws(ReportFault) {
        let words = line.words
        guard words.count >= 4 else { return }
        switch words[1] {
        case "TYPE":
            guard let kind = Kind(rawValue: words[3]) else {
                throw ReportFault(
                    line.place, "unknown type \(quoted(words[3]))",
                    hint: "OpenMetrics 1.0 has eight, such as gauge")
            }
            families[words[2], default: Family()].kind = kind
        case "UNIT":
            guard let unit = OpenMetrics.unit(words[3]) else { throw .unknownUnit(line.place, words[3]) }
            families[words[2], default: Family()].unit = unit
        default: return
        }
    }

    private static func unit(_ name: String) -> ReportUnit? {
        name == "ratio" || name == "ratios" ? .ratio : ReportUnit.named(name)
    }

    private mutating func add(_ sample: OpenMetricsLine, at line: ReportLine) throws(ReportFault) {
        let (name, family, part) = family(of: sample.name)
        switch family.kind {
        case .info, .stateset: return
        case .histogram, .gaugehistogram, .summary:
            let key = sample.text(named: name, without: family.kind == .summary ? "quantile" : "le")
            var one = distributions[key] ?? Distribution(family: name, line: line.number)
            switch part {
            case "_count", "_gcount": one.count = sample.value
            case "_sum", "_gsum": one.sum = sample.value
            case "" where family.kind == .summary:
                let text = sample.label("quantile") ?? ""
                let share = try reportAmount(text, at: line.place)
                guard share <= 1 else { throw .notFinite(line.place, text) }
                one.quantiles.append(ReportSummary.Value(.quantile(share), sample.value))
            default: return
            }
            if distributions.updateValue(one, forKey: key) == nil { order.append(key) }
        case .counter where part == "_created": return
        case .unknown, .gauge, .counter:
            let key = sample.text(named: sample.name)
            if values[key] == nil { order.append(key) }
            values[key, default: (name, [])].numbers.append(sample.value)
        }
    }

    /// The metric family that a sample's name belongs to, and what its name has beyond that.
    private func family(of name: String) -> (name: String, family: Family, part: String) {
        for part in ["_total", "_created", "_bucket", "_count", "_sum", "_gcount", "_gsum"]
        where name.hasSuffix(part) {
            let base = String(name.dropLast(part.count))
            if let family = families[base], family.kind != .gauge { return (base, family, part) }
        }
        return (name, families[name] ?? Family(), "")
    }

    private func unit(of family: String) -> ReportUnit? {
        if let unit = families[family]?.unit { return unit }
        let last = family.split(separator: "_").last.map(String.init) ?? ""
        return ["seconds", "milliseconds", "microseconds", "nanoseconds", "bytes", "ratio"].contains(last)
            ? OpenMetrics.unit(last) : nil
    }

    private func benchmarks() throws(ReportFault) -> [ImportedBenchmark] {
        var benchmarks: [ImportedBenchmark] = []
        for key in order {
            if let (family, numbers) = values[key] {
                let unit = unit(of: family)
                benchmarks.append(
                    ImportedBenchmark(
                        name: key, unit: unit?.unit ?? .plain, better: unit?.unit == .time ? .lower : nil,
                        evidence: .samples([numbers.map { unit?.base($0) ?? $0 }])))
            } else if let one = distributions[key] {
                benchmarks.append(try benchmark(key, one))
            }
        }
        return benchmarks
    }

    private func benchmark(_ name: String, _ one: Distribution) throws(ReportFault) -> ImportedBenchmark {
        let unit = unit(of: one.family)
        guard let count = one.count else {
            throw ReportFault(
                .line(one.line), "\(quoted(name)) has no count",
                hint: "the text is cut off, or not OpenMetrics")
        }
        guard count > 0, let whole = Int(exactly: count) else { throw .nothingMeasured(.line(one.line)) }
        var summary = one.sum.map { [ReportSummary.Value(.mean, $0 / count)] } ?? []
        summary += one.quantiles
        let scaled = summary.map { ReportSummary.Value($0.statistic, unit?.base($0.number) ?? $0.number) }
        return ImportedBenchmark(
            name: name, unit: unit?.unit ?? .plain, better: unit?.unit == .time ? .lower : nil,
            evidence: .summary(ReportSummary(count: whole, values: scaled)))
    }
}
