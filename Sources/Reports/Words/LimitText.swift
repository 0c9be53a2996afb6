import GateModel

extension RuleDemand {
    /// What the rule is about: `median(response_time)`, `errors`.
    var subject: String { statistic.map { "\($0)(\(metric))" } ?? metric }

    /// The limit as people read it: `<= +5 % or +20 µs`, `in 1 … 10`, of an exponent `<= n^1.1`.
    var limitText: String { text(of: condition) + comparedWith }

    private var comparedWith: String { versus.map { " vs \($0)" } ?? "" }

    /// The rule's limit or its warning, as people read it: `<= +5 %`, `<= 200 ms at 1000000 members`.
    func text(of condition: Rule.Condition) -> String {
        switch condition {
        case .compare(let comparison, _, _): "\(comparison.rawValue) \(amount(of: condition))"
        case .range: "in \(amount(of: condition))"
        }
    }

    /// The same without the comparison: `+5 % or +20 µs`, `1 … 10`.
    private func amount(of condition: Rule.Condition) -> String {
        let size = at.map { " at \($0.rows) \($0.name)" } ?? ""
        switch condition {
        case .compare(_, let limit, let other):
            return [limit, other].compactMap { $0 }.map(text).joined(separator: " or ") + size
        case .range(let low, let high):
            let unit = limitUnit
            return isPower
                ? "\(exponentText(low)) … \(exponentText(high))\(size)"
                : "\(unit.text(low)) … \(unit.text(high))\(size)"
        }
    }

    /// The limit in a sentence: `the limit is +5 %`, `the limit is at least 95`.
    var limitPhrase: String {
        let sign =
            switch condition {
            case .compare(.lessOrEqual, _, _), .range: ""
            case .compare(.greaterOrEqual, _, _): "at least "
            case .compare(.equal, _, _): "exactly "
            case .compare(.less, _, _): "below "
            case .compare(.greater, _, _): "above "
            }
        return "the limit is \(sign)\(amount(of: condition))\(comparedWith)"
    }

    /// Whether a power of the data's size is limited, and not a cost at some size.
    private var isPower: Bool { statistic == .exponent && at == nil }

    private var limitUnit: MetricUnit { statistic == .tail ? .share : unit }

    private func text(_ limit: Limit) -> String {
        let suffix = statistic == .growth ? "/op" : statistic == .tail ? " of requests" : ""
        switch limit {
        case .absolute(let bound): return isPower ? exponentText(bound) : limitUnit.text(bound) + suffix
        case .relativeShare(let share): return changeText(share) + suffix
        case .relativeAmount(let amount):
            return (amount < 0 ? "−" : "+") + limitUnit.text(abs(amount)) + suffix
        }
    }
}
