import GateModel

/// Turns the amounts of a rule into its metric's base unit. Never guesses a missing unit or sign.
struct LimitReader {
    let node: SourceNode
    let stage: StageName
    let statistic: Statistic?
    let metric: Metric
    /// Whether the limit of an `exponent` is the cost at a declared size, in the metric's unit, and not the power.
    var predicts = false

    func condition(_ syntax: RuleSyntax.Condition) throws(Fault) -> Rule.Condition {
        switch syntax {
        case .compare(let comparison, let limits): return try compare(comparison, limits)
        case .range(let lower, let upper):
            let bounds = (try amount(lower), try amount(upper))
            guard bounds.0 <= bounds.1 else {
                throw fault(
                    lower.range.lowerBound..<upper.range.upperBound,
                    "the range '\(lower.text)..\(upper.text)' is empty")
            }
            return .range(bounds.0, bounds.1)
        }
    }

    func compare(
        _ comparison: Located<Rule.Comparison>, _ limits: RuleSyntax.Limits
    ) throws(Fault) -> Rule.Condition {
        if statistic == .exponent { try checkExponent(comparison, limits) }
        let first = try limit(limits.first, comparison.value)
        var second: Limit?
        if let other = limits.second {
            second = try limit(other, comparison.value)
            try checkAlternative(first, second, at: limits.first.range.lowerBound..<other.range.upperBound)
        }
        try checkEquality(comparison, first)
        return .compare(comparison.value, first, or: second)
    }

    private func limit(_ syntax: RuleSyntax.Limit, _ comparison: Rule.Comparison) throws(Fault) -> Limit {
        guard let sign = syntax.sign else {
            return .absolute(try amount(syntax.quantity, comparison: comparison))
        }
        guard judgesRelativeRules else {
            throw fault(syntax.range, "relative rules are judged in \(Self.relativeStages)")
        }
        if metric.unit == .share {
            throw fault(
                syntax.range, "a change of '\(metric.name)' is not judged: it is a share itself",
                hint: "write a limit such as '1%'")
        }
        let quantity = syntax.quantity
        let factor: Double = sign == .plus ? 1 : -1
        let isZero = quantity.amount == 0
        if isZero, metric.unit != .count {
            throw fault(
                syntax.range,
                "'\(text(of: syntax))' can be shown only for a count; '\(metric.name)' is \(metric.unit.noun)",
                hint: "write a tolerance such as '+5%'")
        }
        if quantity.unit?.of == .share {
            guard quantity.per == nil else { throw wrongKind(quantity) }
            try checkShare(syntax)
            let share = factor * (try finiteAmount(quantity))
            guard share > -1 else { throw fault(syntax.range, "a value cannot be \(quantity.text) lower") }
            // `+1%` of the tail is one more request in a hundred, not a hundredth more slow requests.
            if statistic == .tail { return .relativeAmount(share) }
            return .relativeShare(share == 0 ? 0 : share)
        }
        let change = factor * (try amount(quantity))
        return .relativeAmount(change == 0 ? 0 : change)
    }

    /// An amount without a sign. Zero is the same in every unit and needs none.
    private func amount(
        _ quantity: RuleSyntax.Quantity, comparison: Rule.Comparison? = nil
    ) throws(Fault) -> Double {
        if statistic == .exponent, !predicts { return try exponent(quantity) }
        let amount = try finiteAmount(quantity)
        if quantity.unit?.of == .share, metric.unit != .share, let comparison {
            throw missingSign(quantity, comparison)
        }
        let per: RuleSyntax.Per? =
            if metric.unit == .rate { .second } else if statistic == .growth { .operation } else { nil }
        if amount == 0, quantity.unit == nil, quantity.per == nil { return 0 }
        if let unit = quantity.unit, unit.of != metric.unit { throw wrongKind(quantity) }
        let hasBase = metric.unit == .count || metric.unit == .plain || metric.unit == .rate
        guard quantity.unit != nil || hasBase else {
            throw fault(
                quantity.range, "'\(quantity.text)' needs a unit: '\(metric.name)' is \(metric.unit.noun)",
                hint: "write an amount such as \(metric.unit.example)\(per?.rawValue ?? "")")
        }
        guard quantity.per == per else {
            guard let per else { throw wrongKind(quantity) }
            let subject = statistic.map { "\($0)(\(metric.name))" } ?? metric.name
            let part = quantity.per.map(\.rawValue) ?? ""
            throw fault(
                quantity.range, "'\(quantity.text)' needs '\(per.rawValue)', as '\(subject)' counts it",
                hint: "write '\(quantity.text.dropLast(part.count))\(per.rawValue)'")
        }
        return amount
    }

    /// `or` takes the looser of two limits: a tolerance, and a floor where values are too small for it.
    private func checkAlternative(_ first: Limit, _ second: Limit?, at range: Range<Int>) throws(Fault) {
        switch (first, second) {
        case (.relativeShare, .relativeAmount), (.relativeAmount, .relativeShare), (_, nil): return
        case (.absolute, _), (.relativeShare, _), (.relativeAmount, _):
            throw fault(
                range, "'or' stands between a change in percent and a change in the metric's unit",
                hint: "such as '+5% or +\(metric.unit == .time ? "0.02ms" : metric.unit.example)'")
        }
    }

    /// Only a count, or a share of 0, can be shown to equal a number.
    private func checkEquality(_ comparison: Located<Rule.Comparison>, _ limit: Limit) throws(Fault) {
        guard comparison.value == .equal else { return }
        switch metric.unit {
        case .count, .plain: return
        case .share where limit == .absolute(0): return
        case .time, .bytes, .rate, .share:
            throw fault(
                comparison.range, "'==' cannot be shown for '\(metric.name)': it is \(metric.unit.noun)",
                hint: "write '<=' or 'in'")
        }
    }

    private func finiteAmount(_ quantity: RuleSyntax.Quantity) throws(Fault) -> Double {
        if let amount = quantity.amount { return amount }
        throw fault(quantity.range, "\(quoted(quantity.text)) is too large")
    }

    private static let relativeStages = "'regress', 'watch', and of a service's memory in 'memory'"

    private var judgesRelativeRules: Bool {
        switch stage {
        case .regress, .watch: true
        case .memory: metric.level != nil
        case .gate, .baseline, .compat, .scale, .check, .deploy: false
        }
    }

    /// Refuses a share for `growth` and `retained`: on the baseline they may be zero or less, which has no shares.
    private func checkShare(_ syntax: RuleSyntax.Limit) throws(Fault) {
        guard statistic == .growth || statistic == .retained else { return }
        throw fault(
            syntax.range,
            "'\(text(of: syntax))' is a share of the baseline's own change of \(metric.name), which may be zero",
            hint: "write an amount such as +\(metric.unit.example)\(statistic == .growth ? "/op" : "")")
    }

    private func missingSign(_ quantity: RuleSyntax.Quantity, _ comparison: Rule.Comparison) -> Fault {
        let (sign, direction) =
            switch comparison {
            case .lessOrEqual, .less, .equal: ("+", "more")
            case .greaterOrEqual, .greater: ("-", "less")
            }
        let relative =
            judgesRelativeRules
            ? "write '\(sign)\(quantity.text)' for \(quantity.digits) % \(direction) than the baseline, or"
            : "relative rules are judged in \(Self.relativeStages); write"
        return fault(
            quantity.range, "'\(quantity.text)' has no sign, and a missing sign is not guessed",
            hint: "\(relative) an amount such as \(metric.unit.example)")
    }

    private func wrongKind(_ quantity: RuleSyntax.Quantity) -> Fault {
        fault(
            quantity.range, "'\(quantity.text)' is no limit for '\(metric.name)': it is \(metric.unit.noun)",
            hint: "write an amount such as \(metric.unit.example)\(statistic == .growth ? "/op" : "")")
    }

    private func text(of limit: RuleSyntax.Limit) -> String {
        (limit.sign == .minus ? "-" : "+") + limit.quantity.text
    }

    private func fault(_ range: Range<Int>, _ message: String, hint: String? = nil) -> Fault {
        Fault(node.span(of: range), message, hint: hint)
    }
}

extension RuleSyntax.Quantity {
    /// In the unit's base; nil where it is too large for a number.
    var amount: Double? {
        if let unit { return unit.amount(digits) }
        return Double(digits).flatMap { $0.isFinite ? $0 : nil }
    }
}
