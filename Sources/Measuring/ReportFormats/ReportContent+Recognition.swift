import GateModel
import JSON

/// Which format a report has, by its content.
extension ReportContent {
    func readRecognised(_ unit: ReportUnit?) throws(ReportFault) -> ImportedReport {
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

    func readJSON() throws(ReportFault) -> ImportedReport {
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

    func foreign(_ root: ReportNode) -> ReportFault? { ForeignReport.fault(of: root.value) }

    /// What the report is, where it is in a form that is not read.
    var foreign: ReportFault? {
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

    var isStaleLocust: Bool {
        let header = head.first?.filter { $0 != "\"" } ?? ""
        return Locust.staleHeaders.contains { header.hasPrefix($0) }
    }

    var staleLocust: ReportFault {
        ReportFault(
            .line(1),
            "Locust's CSV is not read: it is written while the test runs, and may lack the end of it",
            hint: "run Locust with '--headless --json' and give what it prints")
    }

    var unknown: ReportFault {
        ReportFault(
            .whole, "the format is not known",
            hint: "give one number a line, or a report of "
                + ReportFormat.allCases.dropFirst().map(\.rawValue).joined(separator: ", "))
    }
}
