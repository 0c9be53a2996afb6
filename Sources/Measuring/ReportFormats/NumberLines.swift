import GateModel

/// One number a line, in a unit that the caller names; blank lines and lines that begin with `#` do not count.
enum NumberLines {
    static func read(
        _ lines: ReportLines, unit: ReportUnit?
    ) throws(ReportFault) -> ImportedReport {
        var values: [Double] = []
        for line in lines where !line.isBlank && line.bytes.first != UInt8(ascii: "#") {
            let words = line.words
            guard words.count == 1 else {
                throw ReportFault(
                    line.place, "\(words.count) words in a line", hint: "write one number a line: 12.5")
            }
            guard values.count < mostNumbers else {
                throw ReportFault(
                    line.place, "more than \(mostNumbers) numbers", hint: "give a sample of them")
            }
            let number = try reportNumber(words[0], at: line.place)
            guard let unit else {
                values.append(number)
                continue
            }
            guard number >= 0 else { throw .negative(line.place, number) }
            values.append(unit.base(number))
        }
        guard !values.isEmpty else { throw .nothingMeasured(.whole) }
        return ImportedReport(
            format: .numbers,
            benchmarks: [
                ImportedBenchmark(
                    name: NumberLines.benchmarkName, unit: unit?.unit ?? .plain,
                    better: unit?.unit == .rate ? .higher : .lower, evidence: .samples([values]))
            ])
    }

    /// As many as a report in JSON may have.
    private static let mostNumbers = ReportNode.mostValues

    static let benchmarkName = "numbers"
}
