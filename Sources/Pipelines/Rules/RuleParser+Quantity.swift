import GateModel

extension RuleParser {
    /// number [ unit ] [ "/op" | "/s" ]; in `1..10` the point belongs to the `..`.
    mutating func quantity() throws(Fault) -> RuleSyntax.Quantity {
        skipSpaces()
        let start = offset
        var digits = wholeNumber()
        guard !digits.isEmpty else { throw expected("a number") }
        if peek() == ".", offset + 1 < characters.count, isDigit(characters[offset + 1]) {
            offset += 1
            digits += "." + wholeNumber()
        }
        let unit = try self.unit(after: digits)
        let per: RuleSyntax.Per? = take("/op") ? .operation : take("/s") ? .second : nil
        return RuleSyntax.Quantity(
            digits: digits, unit: unit, per: per, text: String(characters[start..<offset]),
            range: start..<offset)
    }

    private mutating func unit(after digits: String) throws(Fault) -> QuantityUnit? {
        let name = run { $0.isLetter || $0 == "%" }
        guard !name.range.isEmpty else { return nil }
        if let unit = QuantityUnit.all.first(where: { $0.name == name.value }) { return unit }
        let names = QuantityUnit.all.map(\.name)
        throw fault(
            name.range, "unknown unit \(quoted(name.value))",
            hint: RuleParser.otherUnits[name.value.lowercased()].map { "write '\(digits)\($0)'" }
                ?? "known here: " + names.joined(separator: ", "))
    }

    /// The statistic that a word before a parenthesis names; reads on for `p(95)`.
    mutating func statistic(named word: Located<String>) throws(Fault) -> Located<Statistic> {
        if word.value == "p" {
            let share = try inParentheses("a percentage, such as 95") { parser in
                parser.run { isDigit($0) || $0 == "." }
            }
            let range = word.range.lowerBound..<offset
            return Located(value: try quantile(share.value, at: share.range), range: range)
        }
        let first = word.value.first
        if first == "p", let digit = word.value.dropFirst().first, isDigit(digit) {
            return Located(
                value: try quantile(String(word.value.dropFirst()), at: word.range), range: word.range)
        }
        guard let statistic = RuleParser.statistics[word.value] else {
            throw fault(
                word.range, "unknown statistic \(quoted(word.value))",
                hint: hint(
                    for: word.value, among: RuleParser.statistics.keys.sorted() + ["p50", "p95", "p99"]))
        }
        return Located(value: statistic, range: word.range)
    }

    private func quantile(_ digits: String, at range: Range<Int>) throws(Fault) -> Statistic {
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        let isDecimal = parts.count <= 2 && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy(isDigit) }
        let hasFewDecimals = parts.count == 1 || parts[1].count == 1
        guard isDecimal, hasFewDecimals, let share = Double("\(digits)e-2"), (0.5...0.999).contains(share)
        else {
            throw fault(range, "percentiles go from p50 to p99.9, with at most one decimal")
        }
        return .quantile(share)
    }

    private mutating func wholeNumber() -> String {
        run(where: isDigit).value
    }

    /// Whether a word is a statistic, which means that its metric is missing.
    static func namesStatistic(_ word: String) -> Bool {
        statistics[word] != nil
            || (word.first == "p" && word.count > 1
                && word.dropFirst().allSatisfy { isDigit($0) || $0 == "." })
    }

    /// For `p(95) < 500ms`, as k6 writes it below the name of a metric.
    func metricMissing(after statistic: Located<Statistic>?) -> Fault {
        let fault = expected("'(' and a metric")
        return Fault(
            fault.span, fault.message,
            hint: statistic.map { "write \($0.value)(response_time)" } ?? fault.hint)
    }

    private static let statistics: [String: Statistic] = [
        "mean": .mean, "avg": .mean, "median": .median, "med": .median, "min": .min, "max": .max,
        "peak": .peak,
        "steady": .steady, "growth": .growth, "retained": .retained, "rate": .rate,
        "exponent": .exponent, "tail": .tail, "worst": .worst, "warmup": .warmup,
    ]

    /// Other spellings of units, in lower case, with the ones that are known here.
    private static let otherUnits = [
        "sec": "s", "secs": "s", "msec": "ms", "µs": "us", "μs": "us", "min": "m", "hr": "h", "day": "d",
        "b": "B", "k": "KB", "kb": "KB", "mb": "MB", "gb": "GB", "kib": "KiB", "mib": "MiB", "gib": "GiB",
    ]
}

private func isDigit(_ character: Character) -> Bool {
    // Not a range of characters: "1" with an accent lies between "1" and "2".
    character.isASCII && character.isNumber
}
