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
        let text = try ReportEncoding.decode(bytes)
        guard text.contains(where: { $0 > 0x20 }) else {
            throw ReportFault(.whole, "the file is empty", hint: "run the benchmark, and let it end")
        }
        let report = try ReportContent(text).read(as: format, unit: unit)
        if unit != nil, report.format != .numbers {
            throw ReportFault(
                .whole, "this is a report of \(report.format.rawValue), which has its own units",
                hint: "leave '--unit' out")
        }
        guard !report.showsNothing else { throw .nothingMeasured(.whole) }
        guard report.benchmarks.count <= mostBenchmarks else { throw .tooMany(.whole) }
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
    private let lines: ReportLines
    private let head: [String]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        lines = ReportLines(bytes)
        head = Self.head(of: lines)
    }

    /// - Throws: Of a report that is another tool's whose it is, whichever format it was said to have.
    func read(as format: ReportFormat?, unit: ReportUnit?) throws(ReportFault) -> ImportedReport {
        guard let format else { return try readRecognised(unit) }
        do throws(ReportFault) {
            let report = try readNamed(format, unit)
            guard !report.showsNothing else { throw .nothingMeasured(.whole) }
            return report
        } catch {
            throw foreign ?? error
        }
    }

    private func readNamed(
        _ format: ReportFormat, _ unit: ReportUnit?
    ) throws(ReportFault) -> ImportedReport {
        switch format {
        case .numbers: return try NumberLines.read(lines, unit: unit)
        case .k6Points: return try K6Points.read(lines)
        case .goBench: return try readGo()
        case .junit: return try JUnit.read(bytes)
        case .openMetrics: return try OpenMetrics.read(lines)
        case .hyperfine: return try Hyperfine.read(root())
        case .k6Summary, .k6SummaryExport: return try K6Summary.read(root())
        case .locust:
            if isStaleLocust { throw staleLocust }
            return try Locust.read(root())
        case .pytestBenchmark: return try PytestBenchmark.read(root())
        case .googleBenchmark: return try GoogleBenchmark.read(root())
        case .jmh: return try JMH.read(root())
        case .pyperf: return try Pyperf.read(root())
        case .criterion: return try readCriterion()
        }
    }

    private func readRecognised(_ unit: ReportUnit?) throws(ReportFault) -> ImportedReport {
        let first = bytes.first { $0 > 0x20 }
        if first == UInt8(ascii: "<") { return try JUnit.read(bytes) }
        if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") { return try readJSON() }
        if isStaleLocust { throw staleLocust }
        if let fault = ForeignReport.fault(ofLines: head) { throw fault }
        if isCriterionRaw { return try CriterionSamples.readRaw(lines) }
        let marks = TextMarks(lines)
        // Criterion's lines may name a benchmark like one of Go's; the other way round it does not happen.
        if marks.hasCriterion { return try CriterionText.read(lines) }
        let words = lines.firstWritten?.words ?? []
        if words.first == "#", words.count > 1, ["TYPE", "UNIT", "HELP", "EOF"].contains(words[1]) {
            return try OpenMetrics.read(lines)
        }
        if marks.hasGo { return try GoBench.read(lines) }
        if isGoEvents(marks.object) { return try GoTestEvents.read(lines) }
        if marks.hasEnd { return try OpenMetrics.read(lines) }
        if marks.hasGoName { return try GoBench.read(lines) }
        let numbers = lines.first { !$0.isBlank && $0.bytes.first != UInt8(ascii: "#") }
        guard (numbers?.words.count ?? 1) == 1 else { throw unknown }
        return try NumberLines.read(lines, unit: unit)
    }

    private func readJSON() throws(ReportFault) -> ImportedReport {
        let first = lines.firstWritten
        let value = first?.wholeValue
        // Of many JSON objects, one a line, the first tells whose they are.
        if let object = value, object.object != nil {
            if object["metric"] != nil, object["type"] != nil { return try K6Points.read(lines) }
            if object["reason"] != nil { return try CriterionSamples.readMessages(lines) }
            if GoTestEvents.isOne(object) { return try GoTestEvents.read(lines) }
            if let fault = ForeignReport.fault(of: object) { throw fault }
        }
        let isAlone = first?.number == lines.lastWritten?.number
        let alone = isAlone ? value.map { ReportNode(value: $0, path: "") } : nil
        let root = if let alone { alone } else { try root() }
        if let array = root.value.array {
            guard let first = array.first else { throw .nothingMeasured(.whole) }
            if first["num_requests"] != nil { return try Locust.read(root) }
            if first["primaryMetric"] != nil || first["jmhVersion"] != nil { return try JMH.read(root) }
            throw foreign(root) ?? unknown
        }
        if root.value["iters"] != nil, root.value["times"] != nil {
            return try CriterionSamples.readSample(root)
        }
        if CriterionEstimates.isOne(root) { return try CriterionEstimates.read(root) }
        if K6Summary.isMachineReadable(root) { return try K6Summary.read(root) }
        if Hyperfine.isOne(root.value) { return try Hyperfine.read(root) }
        if root.value["metrics"]?.object != nil { return try K6Summary.read(root) }
        guard let benchmarks = root.value["benchmarks"]?.array else { throw foreign(root) ?? unknown }
        guard let first = benchmarks.first else { throw .nothingMeasured(.member("benchmarks")) }
        if let fault = foreign(root) { throw fault }
        if first["runs"] != nil { return try Pyperf.read(root) }
        if first["stats"] != nil { return try PytestBenchmark.read(root) }
        return try GoogleBenchmark.read(root)
    }

    private func foreign(_ root: ReportNode) -> ReportFault? { ForeignReport.fault(of: root.value) }

    /// What the report is, where it is in a form that is not read.
    private var foreign: ReportFault? {
        switch bytes.first(where: { $0 > 0x20 }) {
        case UInt8(ascii: "<"): return nil
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            if let fault = lines.firstWritten?.wholeObject.flatMap(ForeignReport.fault(of:)) { return fault }
            do throws(ReportFault) {
                return foreign(try root())
            } catch {
                return nil
            }
        default: return ForeignReport.fault(ofLines: head)
        }
    }

    private func readGo() throws(ReportFault) -> ImportedReport {
        isGoEvents(TextMarks(lines).object) ? try GoTestEvents.read(lines) : try GoBench.read(lines)
    }

    /// - Parameter line: The first that may be an object; the compiler may have written before it.
    private func isGoEvents(_ line: ReportLine?) -> Bool {
        line?.wholeValue.map(GoTestEvents.isOne) ?? false
    }

    private var isCriterionRaw: Bool { head.first?.hasPrefix(CriterionSamples.rawHeader) == true }

    private func readCriterion() throws(ReportFault) -> ImportedReport {
        if isCriterionRaw { return try CriterionSamples.readRaw(lines) }
        guard bytes.first(where: { $0 > 0x20 }) == UInt8(ascii: "{") else {
            return try CriterionText.read(lines)
        }
        if lines.firstWritten?.wholeObject?["reason"] != nil {
            return try CriterionSamples.readMessages(lines)
        }
        let root = try root()
        return CriterionEstimates.isOne(root)
            ? try CriterionEstimates.read(root) : try CriterionSamples.readSample(root)
    }

    private func root() throws(ReportFault) -> ReportNode {
        do throws(JSONError) {
            let value = try JSONParser.parse(bytes, maximumValues: ReportNode.mostValues)
            return ReportNode(value: value, path: "")
        } catch {
            let line = 1 + bytes[..<min(error.offset, bytes.count)].count { $0 == 0x0a }
            throw ReportFault(.line(line), "\(error.problem)", hint: error.problem.hint)
        }
    }

    private var isStaleLocust: Bool {
        let header = head.first?.filter { $0 != "\"" } ?? ""
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

extension ImportedReport {
    /// Whether there is neither a number nor a reason why there is none.
    fileprivate var showsNothing: Bool { benchmarks.isEmpty && flaws.isEmpty }
}

extension ReportLine {
    /// The line's JSON value, where the line is one by itself.
    fileprivate var wholeValue: JSONValue? {
        do throws(ReportFault) {
            return try json()
        } catch {
            return nil
        }
    }

    fileprivate var wholeObject: JSONValue? { wholeValue.flatMap { $0.object == nil ? nil : $0 } }
}

extension JSONError.Problem {
    fileprivate var hint: String {
        switch self {
        case .trailingBytes: "give one report a file"
        case .duplicateKey: "two reports were merged: give each by itself"
        case .numberTooLarge: "measure again; no clock gives such a number"
        case .tooDeep, .tooMany: "give the report as the tool wrote it, or the summary of it"
        case .unexpectedEnd, .unexpected, .invalidUTF8, .controlCharacter, .invalidEscape, .loneSurrogate,
            .invalidNumber:
            "the file is cut off, or holds NaN, which JSON cannot write"
        }
    }
}
