import GateModel

extension Judgement {
    /// In words why it is not a pass:
    /// `search: median(response_time) is 12.6 % more than the baseline, the limit is +5 %`.
    var sentence: String {
        if let differenceText { return differenceText }
        let whose = operation.map { "\($0): " } ?? ""
        let about = subject ?? rule
        switch verdict {
        case .inconclusive(let why): return "\(whose)\(about) could not be judged: \(why.reason.rawValue)"
        case .pass, .violation: break
        }
        guard subject != nil else { return "\(whose)does not hold: \(rule)" }
        return "\(whose)\(about) \(amount), \(limitPhrase)"
    }

    /// `search: median(response_time) +3.1 % (within +1 … +4.9 % at 95 %) <= +5 %`; nil where nothing was measured.
    var comparison: String? {
        let whose = operation.map { "\($0): " } ?? ""
        let within = equivalence.map { " (\($0))" } ?? ""
        return value.map { "\(whose)\(subject ?? rule) \($0)\(within) \(limit)" }
    }

    /// `median`; nil for a rule without a statistic.
    var statisticName: String? {
        subject.flatMap { subject in subject.firstIndex(of: "(").map { String(subject[..<$0]) } }
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

    /// What a ratio compares with: the baseline, or the operation after `vs`.
    private var reference: String {
        limit.firstRange(of: " vs ").map { "'\(limit[$0.upperBound...])'" } ?? "the baseline"
    }

    private var amount: String {
        switch finding.scale {
        case .ratio:
            guard let ratio = finding.estimate else { return "is beyond its limit" }
            if ratio == 1 { return "is the same as \(reference)" }
            return "is \(percentText(abs(ratio - 1))) \(ratio > 1 ? "more" : "less") than \(reference)"
        case .unit(let unit):
            if let baseline = finding.baseline, let candidate = finding.candidate {
                return "is \(unit.text(candidate)) where the baseline has \(unit.text(baseline))"
            }
            if isDifference, let difference = finding.estimate {
                return
                    "is \(unit.text(abs(difference))) \(difference < 0 ? "less" : "more") than the baseline"
            }
            return value.map { "is \($0)" } ?? "is beyond its limit"
        case .perOperation, .number, .exponent:
            return value.map { "is \($0)" } ?? "is beyond its limit"
        }
    }

    /// Whether `estimate` is candidate minus baseline: counts are compared so, except in windows.
    ///
    /// It matters in a log's entry, which does not keep the two sides.
    private var isDifference: Bool {
        let bound = limit.drop { "<>= ".contains($0) }
        return finding.scale == .unit(.count) && stage != .watch && finding.candidate == nil
            && (bound.hasPrefix("+") || bound.hasPrefix("−"))
    }

    /// What is compared with the limit; of a ratio the change.
    private var value: String? {
        switch finding.scale {
        case .ratio: finding.estimate.map { changeText($0 - 1) }
        case .perOperation(let unit): finding.estimate.map { "\(unit.text($0))/op" }
        case .unit(let unit): (finding.candidate ?? finding.baseline ?? finding.estimate).map(unit.text)
        case .number: finding.estimate.map(significant)
        case .exponent: finding.estimate.map(exponentText)
        }
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
