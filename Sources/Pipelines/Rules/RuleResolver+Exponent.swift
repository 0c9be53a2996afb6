import GateModel

extension RuleResolver {
    /// Refuses `exponent` where it cannot be measured: it needs the candidate's times on data of three sizes that Pawl makes.
    func checkExponent(_ metric: Metric, at span: SourceSpan) throws(Fault) {
        guard declarations.subject == .service else {
            throw Fault(
                span, "'exponent' needs a 'service', whose data is made in three sizes",
                hint: "judge the times themselves: median(\(metric.name)) in 'regress'")
        }
        guard stage == .scale else {
            throw Fault(
                span, "'exponent' is judged only in the stage 'scale'",
                hint: "move the rule below 'scale:'")
        }
        guard declarations.hasData else {
            throw Fault(
                span, "'exponent' needs data of three sizes, and the service declares none",
                hint: "declare 'data' with a 'seed' that makes as much as PAWL_SCALE says: 1, 0.5 or 0.25")
        }
        guard metric.suits(.exponent) else {
            throw Fault(
                span, "'exponent' does not suit '\(metric.name)'",
                hint: "use response_time, body_bytes, or a metric that each answer tells: "
                    + "'header' or 'server_timing'")
        }
    }
}

extension LimitReader {
    /// The power of the data's size in `exponent(response_time) <= 1.1`: a number without unit and sign.
    func exponent(_ quantity: RuleSyntax.Quantity) throws(Fault) -> Double {
        guard quantity.unit == nil, quantity.per == nil, let number = Double(quantity.digits) else {
            throw Fault(
                node.span(of: quantity.range),
                "'\(quantity.text)' is no limit for 'exponent(\(metric.name))': it is a power of the data's size",
                hint: "write a plain number: 1.1 lets the cost grow a little faster than the data")
        }
        guard number.isFinite else {
            throw Fault(node.span(of: quantity.range), "\(quoted(quantity.text)) is too large")
        }
        return number
    }

    /// Refuses signs, `or` and `==`: an exponent is measured on the candidate alone, by an interval.
    func checkExponent(
        _ comparison: Located<Rule.Comparison>, _ limits: RuleSyntax.Limits
    ) throws(Fault) {
        for limit in [limits.first, limits.second].compactMap({ $0 }) where limit.sign != nil {
            throw Fault(
                node.span(of: limit.range),
                "an exponent is measured on the candidate alone and not compared with the baseline",
                hint: "write a limit of its own, such as '<= 1.1'")
        }
        if let second = limits.second {
            throw Fault(
                node.span(of: second.range), "an exponent has one limit",
                hint: "leave 'or' out, or write a range with 'in'")
        }
        guard comparison.value != .equal else {
            throw Fault(
                node.span(of: comparison.range), "'==' cannot be shown for an exponent",
                hint: "write '<=' or 'in'")
        }
    }
}
