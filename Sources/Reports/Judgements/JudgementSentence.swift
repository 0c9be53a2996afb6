import GateModel

extension Judgement {
    /// In words why it is not a pass:
    /// `search: median(response_time) is 12.6 % more than the baseline, the limit is +5 %`.
    var sentence: String {
        if let differenceText { return differenceText }
        let whose = operation.map { "\($0): " } ?? ""
        let about = subject ?? demand.text
        switch verdict {
        case .inconclusive(let why): return "\(whose)\(about) could not be judged: \(why.reason.rawValue)"
        case .pass, .violation: break
        }
        guard let rule = demand.rule else { return "\(whose)does not hold: \(demand.text)" }
        return "\(whose)\(about) \(amount), \(rule.limitPhrase)"
    }

    /// `search: median(response_time) +3.1 % (within +1 … +4.9 % at 95 %) <= +5 %`; nil where nothing was measured.
    var comparison: String? {
        let whose = operation.map { "\($0): " } ?? ""
        let within = equivalence.map { " (\($0))" } ?? ""
        return value.map { "\(whose)\(subject ?? demand.text) \($0)\(within) \(demand.limitText)" }
    }

    /// `median`; nil for a rule without a statistic.
    var statisticName: String? { demand.rule?.statistic?.description }

    /// What the rule is about: `median(response_time)`; nil for a demand that is no rule about a metric.
    var subject: String? { demand.rule?.subject }

    /// `response_time`
    var metric: String? { demand.rule?.metric }

    /// What a ratio compares with: the baseline, or the operation after `vs`.
    private var reference: String { demand.rule?.versus.map { "'\($0)'" } ?? "the baseline" }

    private var amount: String {
        switch numbers.scale {
        case .ratio:
            guard let ratio = numbers.estimate else { return "is beyond its limit" }
            if ratio == 1 { return "is the same as \(reference)" }
            return "is \(percentText(abs(ratio - 1))) \(ratio > 1 ? "more" : "less") than \(reference)"
        case .unit(let unit):
            if let baseline = numbers.baseline, let candidate = numbers.candidate {
                return "is \(unit.text(candidate)) where the baseline has \(unit.text(baseline))"
            }
            if isDifference, let difference = numbers.estimate {
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
    /// It matters in an entry of a log that had no room for the two sides.
    private var isDifference: Bool {
        numbers.scale == .unit(.count) && stage != .watch && numbers.candidate == nil
            && demand.rule?.condition.isRelative == true
    }

    /// What is compared with the limit; of a ratio the change.
    private var value: String? {
        switch numbers.scale {
        case .ratio: numbers.estimate.map { changeText($0 - 1) }
        case .perOperation(let unit): numbers.estimate.map { "\(unit.text($0))/op" }
        case .unit(let unit): (numbers.candidate ?? numbers.baseline ?? numbers.estimate).map(unit.text)
        case .number: numbers.estimate.map(significant)
        case .exponent: numbers.estimate.map(exponentText)
        }
    }
}
