import GateModel

extension Judgement {
    /// The verdict in words: `search: median(response_time) is 12.6 % more than the baseline, the limit is +5 %`.
    func sentence(_ units: MetricUnits) -> String {
        if let difference { return difference }
        let whose = operation.map { "\($0): " } ?? ""
        let about = subject ?? rule
        switch verdict {
        case .inconclusive(let why): return "\(whose)\(about) could not be judged: \(why.reason.rawValue)"
        case .pass, .violation: break
        }
        guard subject != nil else {
            return "\(whose)\(verdict == .pass ? "holds" : "does not hold"): \(rule)"
        }
        return "\(whose)\(about) \(amount(units)), \(limitPhrase)"
    }

    /// `search: median(response_time) +3.1 %, the limit is +5 %`
    func shortSentence(_ units: MetricUnits) -> String {
        let whose = operation.map { "\($0): " } ?? ""
        let words = amount(units).trimmingPrefix("is ")
        return "\(whose)\(subject ?? rule) \(words), \(limitPhrase)"
    }

    /// What the rule is about: `median(response_time)`; nil for a demand that is no rule about a metric.
    var subject: String? {
        let end =
            rule.firstIndex { $0 == "<" || $0 == ">" || $0 == "=" } ?? rule.firstRange(of: " in ")?.lowerBound
        guard let end else { return nil }
        let words = rule[..<end].split(separator: " ")
        return words.count == 1 ? String(words[0]) : nil
    }

    /// `response_time`
    var metric: String? {
        guard let subject else { return nil }
        guard let open = subject.firstIndex(of: "("), subject.hasSuffix(")") else { return subject }
        return String(subject[subject.index(after: open)...].dropLast())
    }

    private func amount(_ units: MetricUnits) -> String {
        switch finding.scale {
        case .ratio:
            guard let ratio = finding.estimate else { break }
            if ratio == 1 { return "is the same as the baseline" }
            return "is \(percentText(abs(ratio - 1))) \(ratio > 1 ? "more" : "less") than the baseline"
        case .perOperation(let unit):
            guard let slope = finding.estimate else { break }
            return "is \(unit.text(slope))/op"
        case .unit, .number:
            guard let value = finding.candidate ?? finding.baseline ?? finding.estimate else { break }
            let unit = units.unit(of: self) ?? .plain
            guard finding.candidate != nil, let baseline = finding.baseline else {
                return "is \(unit.text(value))"
            }
            return "is \(unit.text(value)) where the baseline has \(unit.text(baseline))"
        }
        return verdict == .pass ? "is within its limit" : "is beyond its limit"
    }

    private var limitPhrase: String {
        let words = [
            ("<= ", ""), (">= ", "at least "), ("== ", "exactly "), ("< ", "below "), ("> ", "above "),
            ("in ", ""),
        ]
        for (sign, word) in words where limit.hasPrefix(sign) {
            return "the limit is \(word)\(limit.dropFirst(sign.count))"
        }
        return "the limit is \(limit)"
    }
}

/// The units of metrics by their names, to read the numbers of a finding.
struct MetricUnits {
    private let units: [String: MetricUnit]

    init(_ metrics: [Metric]) {
        units = Dictionary(metrics.map { ($0.name, $0.unit) }, uniquingKeysWith: { first, _ in first })
    }

    /// The unit of `baseline` and `candidate`; nil for a ratio of a metric that is not known here.
    func unit(of judgement: Judgement) -> MetricUnit? {
        switch judgement.finding.scale {
        case .unit(let unit), .perOperation(let unit): unit
        case .number: .plain
        case .ratio: judgement.metric.flatMap { units[$0] }
        }
    }
}
