import GateModel

extension RuleResolver {
    /// Checks `tail`, `worst` and `warmup`, which compare the candidate with the baseline over the blocks of `regress`.
    func checkCompared(
        _ statistic: Located<Statistic>, _ syntax: RuleSyntax, _ metric: Metric
    ) throws(Fault) {
        guard let change = statistic.value.exampleOfChange else { return }
        let example = "\(statistic.value)(\(metric.name)) <= \(change)"
        let span = node.span(of: statistic.range)
        guard stage == .regress else {
            throw Fault(
                span, "'\(statistic.value)' is judged only in the stage 'regress'",
                hint: "move the rule below 'regress:' and write \(example)")
        }
        if statistic.value == .warmup, declarations.subject != .service {
            throw Fault(
                span, "'warmup' needs a 'service', which Pawl starts anew for each block",
                hint: "judge median(\(metric.name))")
        }
        if statistic.value == .worst, declarations.subject == .external {
            throw Fault(
                span, "'worst' is not judged for an external service, because its inputs are not kept",
                hint: "judge median(\(metric.name))")
        }
        if let versus = syntax.versus {
            throw Fault(
                node.span(of: versus.range), "'\(statistic.value)' compares with the baseline, not with 'vs'",
                hint: "compare operations by median(\(metric.name))")
        }
        guard case .compare(let comparison, let limits) = syntax.condition,
            comparison.value == .lessOrEqual || comparison.value == .less
        else {
            throw Fault(
                span, "'\(statistic.value)' is limited from above, by a change", hint: "write \(example)")
        }
        try checkChange(limits, statistic.value, example)
    }

    /// Checks the limit of such a rule or of its `warn`; limits of other statistics pass.
    ///
    /// - Parameter example: What the hint says to write; nil: an example of the limit alone.
    func checkChange(
        _ limits: RuleSyntax.Limits, _ statistic: Statistic, _ example: String? = nil
    ) throws(Fault) {
        guard let example = example ?? statistic.exampleOfChange else { return }
        for limit in [limits.first, limits.second].compactMap({ $0 }) where limit.sign != .plus {
            throw Fault(
                node.span(of: limit.range),
                "'\(statistic)' limits a change for the worse, so its limit starts with '+'",
                hint: "write \(example)")
        }
        if statistic == .tail { try checkTail(limits, example) }
    }

    /// The limit is a difference of two shares of requests: `+1%` is one request in a hundred more.
    private func checkTail(_ limits: RuleSyntax.Limits, _ example: String) throws(Fault) {
        if let second = limits.second {
            throw Fault(
                node.span(of: second.range), "the tail has one limit, a share of requests",
                hint: "write \(example)")
        }
        guard limits.first.quantity.unit?.of == .share, limits.first.quantity.per == nil else {
            throw Fault(
                node.span(of: limits.first.range),
                "'+\(limits.first.quantity.text)' is not a share of requests, and 'tail' counts requests",
                hint: "write \(example): so many more of a hundred requests may be slow")
        }
        let share = limits.first.quantity.amount ?? .infinity
        guard share < 1 else {
            throw Fault(
                node.span(of: limits.first.range),
                "'+\(limits.first.quantity.text)' lets every request be slow", hint: "write \(example)")
        }
    }

    /// Refuses the time to ready where Pawl does not start the processes before each block.
    func checkStart(_ metric: Metric, at span: SourceSpan) throws(Fault) {
        let hint = "it is taken at the start of each block in 'baseline' and 'regress' of a 'service'"
        guard declarations.subject == .service else {
            throw Fault(span, "'\(metric.name)' is a metric of services that Pawl starts", hint: hint)
        }
        guard stage == .baseline || stage == .regress else {
            throw Fault(span, "'\(metric.name)' is not judged in '\(stage.rawValue)'", hint: hint)
        }
    }
}

extension Statistic {
    /// An example of a limit; nil for a statistic that does not compare the candidate with the baseline.
    fileprivate var exampleOfChange: String? {
        switch self {
        case .tail: "+1%"
        case .worst: "+10%"
        case .warmup: "+20%"
        case .mean, .median, .min, .max, .quantile, .peak, .steady, .growth, .retained, .rate, .exponent: nil
        }
    }
}
