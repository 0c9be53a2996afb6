import GateModel
import JSON

/// A report's bytes, looked at as far as it takes to tell the formats apart.
struct ReportContent {
    let bytes: [UInt8]
    let lines: ReportLines
    let head: [String]

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

    func readNamed(
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

    func readGo() throws(ReportFault) -> ImportedReport {
        isGoEvents(TextMarks(lines).object) ? try GoTestEvents.read(lines) : try GoBench.read(lines)
    }

    /// - Parameter line: The first that may be an object; the compiler may have written before it.
    func isGoEvents(_ line: ReportLine?) -> Bool {
        line?.wholeValue.map(GoTestEvents.isOne) ?? false
    }

    var isCriterionRaw: Bool { head.first?.hasPrefix(CriterionSamples.rawHeader) == true }

    func readCriterion() throws(ReportFault) -> ImportedReport {
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

    func root() throws(ReportFault) -> ReportNode {
        do throws(JSONError) {
            let value = try JSONParser.parse(bytes, maximumValues: ReportNode.mostValues)
            return ReportNode(value: value, path: "")
        } catch {
            let line = 1 + bytes[..<min(error.offset, bytes.count)].count { $0 == 0x0a }
            throw ReportFault(.line(line), "\(error.problem)", hint: error.problem.hint)
        }
    }
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
