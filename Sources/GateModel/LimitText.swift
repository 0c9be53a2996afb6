extension Rule.Condition {
    /// The bound as people read it: `<= +5 % or +20 µs`, `in 1 … 10`, of an exponent `<= n^1.1`.
    package func text(_ metric: Metric, of statistic: Statistic?) -> String {
        if statistic == .exponent { return exponentText }
        let suffix = statistic == .growth ? "/op" : statistic == .tail ? " of requests" : ""
        let unit = statistic == .tail ? MetricUnit.share : metric.unit
        switch self {
        case .compare(let comparison, let limit, let other):
            let first = "\(comparison.rawValue) \(limit.text(unit))\(suffix)"
            return other.map { "\(first) or \($0.text(metric.unit))\(suffix)" } ?? first
        case .range(let low, let high):
            return "in \(metric.unit.text(low)) … \(metric.unit.text(high))"
        }
    }

    private var exponentText: String {
        switch self {
        case .compare(let comparison, let limit, _): "\(comparison.rawValue) \(limit.exponentText)"
        case .range(let low, let high): "in \(GateModel.exponentText(low)) … \(GateModel.exponentText(high))"
        }
    }
}

extension Rule {
    /// One of the rule's conditions, the limit or the warning: `<= +5 %`, `<= 200 ms at 1000000 members`.
    package func text(of condition: Condition) -> String {
        guard let at else { return condition.text(metric, of: statistic) }
        return "\(condition.text(metric, of: nil)) at \(at.rows) \(at.name)"
    }
}

extension Limit {
    fileprivate var exponentText: String {
        switch self {
        case .absolute(let bound): GateModel.exponentText(bound)
        case .relativeShare, .relativeAmount: text(.plain)
        }
    }

    fileprivate func text(_ unit: MetricUnit) -> String {
        switch self {
        case .absolute(let bound): unit.text(bound)
        case .relativeShare(let share): changeText(share)
        case .relativeAmount(let amount): (amount < 0 ? "−" : "+") + unit.text(abs(amount))
        }
    }
}
