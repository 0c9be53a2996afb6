/// What the lines of a text show of the format that it has, found in one pass.
struct TextMarks {
    private(set) var hasCriterion = false
    /// A whole measurement of Go's.
    private(set) var hasGo = false
    /// The beginning of one: a benchmark's name, with the tab that a measurement follows.
    private(set) var hasGoName = false
    /// The last line of OpenMetrics.
    private(set) var hasEnd = false
    /// The first line that may be a JSON object.
    private(set) var object: ReportLine?

    init(_ lines: ReportLines) {
        for line in lines {
            if CriterionText.isOne(line) {
                hasCriterion = true
                // Whatever else there is, it is Criterion's.
                return
            }
            switch line.bytes.first {
            case UInt8(ascii: "B") where line.begins(with: "Benchmark"):
                hasGo = hasGo || GoBench.isMeasurement(line)
                hasGoName = hasGoName || line.bytes.prefix(400).contains(0x09)
            case UInt8(ascii: "#"): hasEnd = hasEnd || line.bytes.elementsEqual("# EOF".utf8)
            case UInt8(ascii: "{"): object = object ?? line
            case .some, nil: continue
            }
        }
    }
}
