package import GateModel
import JSON

/// Reads a report of any format that Pawl knows, recognised from its content unless one is named.
///
/// - Parameter file: The name that messages have for it.
/// - Parameter unit: Of plain numbers; other reports name their units themselves.
/// - Throws: ``BenchmarkFormatError`` for a report that is empty, cut off, of an unknown format or unit, of several revisions,
///   or has something that is no finite number of at least 0.
package func readReport(
    _ bytes: [UInt8], file: String, format: ReportFormat? = nil, unit: ReportUnit? = nil
) throws(BenchmarkFormatError) -> ImportedReport {
    do throws(ReportFault) {
        guard bytes.contains(where: { $0 > 0x20 }) else {
            throw ReportFault(.whole, "the file is empty", hint: "run the benchmark, and let it end")
        }
        let report = try ReportContent(bytes).read(as: format, unit: unit)
        if unit != nil, report.format != .numbers {
            throw ReportFault(
                .whole, "this is a report of \(report.format.rawValue), which has its own units",
                hint: "leave '--unit' out")
        }
        guard !report.benchmarks.isEmpty else { throw .nothingMeasured(.whole) }
        var names: Set<String> = []
        for benchmark in report.benchmarks where !names.insert(benchmark.name).inserted {
            throw .twice(.whole, benchmark.name)
        }
        return report
    } catch {
        throw error.error(in: file)
    }
}

/// A report's bytes, looked at as far as it takes to tell the formats apart.
struct ReportContent {
    private let bytes: [UInt8]
    private let lines: [ReportLine]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        lines = ReportLine.lines(of: bytes)
    }

    func read(as format: ReportFormat?, unit: ReportUnit?) throws(ReportFault) -> ImportedReport {
        switch format {
        case .numbers: return try NumberLines.read(lines, unit: unit)
        case .k6Points: return try K6Points.read(lines)
        case .goBench: return try GoBench.read(lines)
        case .junit: return try JUnit.read(bytes)
        case .openMetrics: return try OpenMetrics.read(lines)
        case .hyperfine: return try Hyperfine.read(root())
        case .k6Summary: return try K6Summary.readHandled(root())
        case .k6SummaryExport: return try K6Summary.readExport(root())
        case .locust:
            if isStaleLocust { throw staleLocust }
            return try Locust.read(root())
        case .pytestBenchmark: return try PytestBenchmark.read(root())
        case .googleBenchmark: return try GoogleBenchmark.read(root())
        case .jmh: return try JMH.read(root())
        case .pyperf: return try Pyperf.read(root())
        case .criterion: return try readCriterion()
        case nil: return try readRecognised(unit)
        }
    }

    private func readRecognised(_ unit: ReportUnit?) throws(ReportFault) -> ImportedReport {
        let first = bytes.first { $0 > 0x20 }
        if first == UInt8(ascii: "<") || bytes.starts(with: [0xef, 0xbb, 0xbf, UInt8(ascii: "<")]) {
            return try JUnit.read(bytes)
        }
        if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") { return try readJSON() }
        if isStaleLocust { throw staleLocust }
        if lines[0].text.hasPrefix(CriterionSamples.rawHeader) { return try CriterionSamples.readRaw(lines) }
        // Criterion's lines may name a benchmark like one of Go's; the other way round it does not happen.
        if lines.contains(where: CriterionText.isOne) { return try CriterionText.read(lines) }
        let words = lines.first { !$0.isBlank }?.words ?? []
        if words.first == "#", words.count > 1, ["TYPE", "UNIT", "HELP", "EOF"].contains(words[1]) {
            return try OpenMetrics.read(lines)
        }
        if lines.contains(where: { $0.bytes.starts(with: "Benchmark".utf8) && $0.words.count > 1 }) {
            return try GoBench.read(lines)
        }
        if lines.contains(where: { $0.text == "# EOF" }) { return try OpenMetrics.read(lines) }
        let numbers = lines.first { !$0.isBlank && $0.bytes.first != UInt8(ascii: "#") }
        guard (numbers?.words.count ?? 1) == 1 else { throw unknown }
        return try NumberLines.read(lines, unit: unit)
    }

    private func readJSON() throws(ReportFault) -> ImportedReport {
        // Of many JSON objects, one a line, the first tells whose they are.
        if let line = lines.first(where: { !$0.isBlank }), let object = line.wholeObject {
            if object["metric"] != nil, object["type"] != nil { return try K6Points.read(lines) }
            if object["reason"] != nil { return try CriterionSamples.readMessages(lines) }
        }
        let root = try root()
        if let array = root.value.array {
            guard let first = array.first else { throw .nothingMeasured(.whole) }
            if first["num_requests"] != nil { return try Locust.read(root) }
            if first["primaryMetric"] != nil || first["jmhVersion"] != nil { return try JMH.read(root) }
            throw unknown
        }
        if root.value["iters"] != nil, root.value["times"] != nil {
            return try CriterionSamples.readSample(root)
        }
        if root.value["results"] != nil { return try Hyperfine.read(root) }
        if let metrics = root.value["metrics"]?.object {
            let isHandled = metrics.members.contains { $0.value["values"] != nil }
            return isHandled ? try K6Summary.readHandled(root) : try K6Summary.readExport(root)
        }
        guard let benchmarks = root.value["benchmarks"]?.array else { throw unknown }
        guard let first = benchmarks.first else { throw .nothingMeasured(.member("benchmarks")) }
        if first["runs"] != nil { return try Pyperf.read(root) }
        if first["stats"] != nil { return try PytestBenchmark.read(root) }
        return try GoogleBenchmark.read(root)
    }

    private func readCriterion() throws(ReportFault) -> ImportedReport {
        if lines[0].text.hasPrefix(CriterionSamples.rawHeader) { return try CriterionSamples.readRaw(lines) }
        guard bytes.first(where: { $0 > 0x20 }) == UInt8(ascii: "{") else {
            return try CriterionText.read(lines)
        }
        if lines.first(where: { !$0.isBlank })?.wholeObject?["reason"] != nil {
            return try CriterionSamples.readMessages(lines)
        }
        return try CriterionSamples.readSample(root())
    }

    private func root() throws(ReportFault) -> ReportNode {
        do throws(JSONError) {
            return ReportNode(value: try JSONParser.parse(bytes), path: "")
        } catch {
            let hint =
                switch error.problem {
                case .trailingBytes: "give one report a file"
                case .duplicateKey: "two reports were merged: give each by itself"
                default: "the file is cut off, or holds NaN, which JSON cannot write"
                }
            let line = 1 + bytes[..<min(error.offset, bytes.count)].count { $0 == 0x0a }
            throw ReportFault(.line(line), "\(error.problem)", hint: hint)
        }
    }

    private var isStaleLocust: Bool {
        let header = lines[0].text.filter { $0 != "\"" }
        return Locust.staleHeaders.contains { header.hasPrefix($0) }
    }

    private var staleLocust: ReportFault {
        ReportFault(
            .line(1),
            "Locust's CSV is not read: it is written while the test runs, and may lack the end of it",
            hint: "run Locust with '--headless --json' and give what it prints")
    }

    private var unknown: ReportFault {
        ReportFault(
            .whole, "the format is not known",
            hint: "give one number a line, or a report of "
                + ReportFormat.allCases.dropFirst().map(\.rawValue).joined(separator: ", "))
    }
}

extension ReportLine {
    /// The line's JSON object, where the line is one by itself.
    fileprivate var wholeObject: JSONValue? {
        do throws(ReportFault) {
            let value = try json()
            return value.object == nil ? nil : value
        } catch {
            return nil
        }
    }
}
