import GateModel

extension Observed {
    /// The sum of all samples of a series; silent where there is none.
    ///
    /// No number where one of them is none or below 0, where two have the same labels, where the name is declared as
    /// something that does not only rise, and where a text of OpenMetrics does not end with `# EOF`. Lines about other
    /// names are not looked at.
    init(counter series: CounterSeries, in text: [UInt8], isOpenMetrics: Bool) {
        let lines = ReportLines(text)
        if isOpenMetrics, lines.lastWritten?.text != "# EOF" {
            self = .notANumber
            return
        }
        var total = 0.0
        var seen: Set<String> = []
        for line in lines {
            if line.bytes.first == UInt8(ascii: "#") {
                guard series.mayRise(by: line.words) else {
                    self = .notANumber
                    return
                }
            } else if line.isSample(of: series.name) {
                guard let sample = line.sample, seen.insert(sample.text(named: "")).inserted,
                    sample.value >= 0
                else {
                    self = .notANumber
                    return
                }
                let isMeant = series.labels.allSatisfy { sample.label($0.name) == $0.value }
                total += isMeant ? sample.value : 0
                if !isMeant { seen.remove(sample.text(named: "")) }
            }
        }
        self = seen.isEmpty ? .silent : Observed(measured: total)
    }
}

extension CounterSeries {
    /// False for the words of `# TYPE name gauge`, and for the other types whose numbers may fall.
    fileprivate func mayRise(by words: [String]) -> Bool {
        guard words.count == 4, words[1] == "TYPE", words[2] == name else { return true }
        return ["counter", "unknown", "untyped"].contains(words[3])
    }
}

extension ReportLine {
    fileprivate func isSample(of name: String) -> Bool {
        guard bytes.starts(with: name.utf8) else { return false }
        let next = bytes.dropFirst(name.utf8.count).first
        return next == UInt8(ascii: "{") || next == UInt8(ascii: " ")
    }

    /// Nil for a line that is none, or whose value is no finite number.
    fileprivate var sample: OpenMetricsLine? {
        do throws(ReportFault) {
            return try OpenMetricsLine(self)
        } catch {
            return nil
        }
    }
}
