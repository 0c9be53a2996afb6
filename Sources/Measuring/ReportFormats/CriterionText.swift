import GateModel

/// What Criterion prints, in its own layout and in libtest's: estimates without samples.
///
///     fib 20                  time:   [26.029 µs 26.251 µs 26.505 µs]
///     test fib 20 ... bench:      26,251 ns/iter (+/- 213)
enum CriterionText {
    static func isOne(_ line: ReportLine) -> Bool {
        guard line.bytes.prefix(1 << 16).contains(UInt8(ascii: ":")) else { return false }
        let text = line.text
        return text.contains(" ... bench:") || text.contains("time:   [")
    }

    static func read(_ lines: ReportLines) throws(ReportFault) -> ImportedReport {
        var benchmarks: [ImportedBenchmark] = []
        // A name too long for its column stands in the line before.
        var previous = ""
        for line in lines {
            let text = line.text
            guard benchmarks.count < mostBenchmarks else { throw .tooMany(line.place) }
            if text.hasPrefix("test "), text.contains(" ... bench:") {
                benchmarks.append(try libtest(line, text))
            } else if text.hasPrefix("test "), text.hasSuffix("FAILED") {
                throw ReportFault(
                    line.place, "a benchmark failed: \(quoted(text))", hint: "mend it, and measure again")
            } else if let range = text.firstRange(of: "time:   ") {
                let own = text[..<range.lowerBound].trimmed
                benchmarks.append(try estimate(line, own.isEmpty ? previous : own, text[range.upperBound...]))
            }
            previous = text.trimmed
        }
        return ImportedReport(format: .criterion, benchmarks: benchmarks)
    }

    private static func libtest(_ line: ReportLine, _ text: String) throws(ReportFault) -> ImportedBenchmark {
        let parts = text.dropFirst(5).split(separator: " ... bench:", maxSplits: 1)
        let words = parts.count == 2 ? parts[1].split(separator: " ") : []
        guard words.count >= 4, words[1].hasSuffix("/iter"), words[2] == "(+/-", words[3].hasSuffix(")")
        else {
            throw cutOff(line, text)
        }
        let unit = String(words[1].dropLast(5))
        let time = try time(words[0].filter { $0 != "," }, unit, line)
        return benchmark(parts[0].trimmed, time)
    }

    /// `[low estimate high]`, each a number and its unit.
    private static func estimate(
        _ line: ReportLine, _ name: String, _ rest: Substring
    ) throws(ReportFault) -> ImportedBenchmark {
        let words = rest.trimmed.split(separator: " ")
        guard words.count == 6, words[0].hasPrefix("["), words[5].hasSuffix("]"), !name.isEmpty else {
            throw cutOff(line, line.text)
        }
        return benchmark(name, try time(words[2], String(words[3]), line))
    }

    private static func time(
        _ digits: some StringProtocol, _ unitName: String, _ line: ReportLine
    ) throws(ReportFault) -> Double {
        guard let unit = ReportUnit.named(unitName), unit.unit == .time else {
            throw .unknownUnit(line.place, unitName)
        }
        return unit.base(try reportAmount(digits, at: line.place))
    }

    private static func benchmark(_ name: String, _ seconds: Double) -> ImportedBenchmark {
        ImportedBenchmark(
            name: name, unit: .time, better: .lower,
            evidence: .summary(ReportSummary(count: nil, values: [.init(.mean, seconds)])))
    }

    private static func cutOff(_ line: ReportLine, _ text: String) -> ReportFault {
        ReportFault(
            line.place, "no measurement in \(quoted(text))",
            hint: "the file is cut off, or another program wrote into it")
    }
}

extension StringProtocol {
    /// Without blanks at either end.
    fileprivate var trimmed: String {
        var rest = self[...]
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}
