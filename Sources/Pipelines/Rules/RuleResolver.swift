import GateModel

/// Finds what the names in a rule mean in its stage.
struct RuleResolver {
    let node: SourceNode
    let stage: StageName
    let declarations: Declarations
    /// Those that take part in the stage.
    let stageOperations: [String]

    /// The metric that a rule is about, with a statistic that suits it and the stage.
    func metric(_ syntax: RuleSyntax) throws(Fault) -> Metric {
        let metric = try known(syntax.metric)
        let span = node.span(of: syntax.metric.range)
        if stage == .memory, metric.level == nil, metric.source != .usage(.memory) {
            throw Fault(
                span, "'memory' judges only \(Self.levels)",
                hint:
                    "a failed operation makes its rules inconclusive anyway; judge '\(metric.name)' elsewhere"
            )
        }
        if metric.level != nil, stage != .memory {
            throw Fault(span, "the metric '\(metric.name)' is judged only in the stage 'memory'")
        }
        if let statistic = syntax.statistic, statistic.value == .exponent {
            try checkExponent(metric, at: node.span(of: statistic.range))
        }
        if metric.isCounter { try checkCounter(metric, at: span) }
        if metric.source == .builtIn(.readyTime) { try checkStart(metric, at: span) }
        guard metric.suits(syntax.statistic?.value) else { throw unsuited(syntax, metric) }
        if let statistic = syntax.statistic { try checkCompared(statistic, syntax, metric) }
        if stage == .memory, metric.source == .usage(.memory), syntax.statistic?.value != .peak {
            throw Fault(
                node.span(of: (syntax.statistic?.range ?? syntax.metric.range)),
                "of a tool, 'memory' judges the peak",
                hint: "write peak(memory) here; 'regress' judges the other statistics")
        }
        if case .compare(_, let limits) = syntax.condition, stage == .regress,
            limits.first.sign != nil || limits.second?.sign != nil
        {
            try checkRelative(syntax, metric)
        }
        return metric
    }

    private static let levels: String = {
        let names = Metric.BuiltIn.allCases.filter(\.isLevel).map { "'\($0.rawValue)'" }
        return "the metrics \(names.dropLast().joined(separator: ", ")) and \(names.last ?? "")"
    }()

    /// Refuses a counter where others use the service too: its rise is divided among Pawl's own operations.
    private func checkCounter(_ metric: Metric, at span: SourceSpan) throws(Fault) {
        let hint = "it is counted over the blocks of 'baseline', 'regress' and 'scale' of a 'service'"
        if stage == .watch {
            throw Fault(
                span, "'\(metric.name)' is not judged in 'watch': others use the environment too", hint: hint)
        }
        switch declarations.subject {
        case .service: return
        case .external:
            throw Fault(
                span,
                "'\(metric.name)' is not judged for an external service, because others use it too",
                hint: hint)
        case .tool: throw Fault(span, "'\(metric.name)' is a metric of services, not of tools", hint: hint)
        }
    }

    /// The operations that a rule holds for; empty for a metric of the service as a whole.
    ///
    /// - Parameter versus: The operation that the rule compares with, which is left out.
    func operations(
        _ names: [Located<String>], of metric: Metric, versus: String?
    ) throws(Fault) -> [String] {
        guard metric.isPerOperation else {
            guard let first = names.first else { return [] }
            throw Fault(
                node.span(of: first.range),
                "'\(metric.name)' is a metric of the whole service, not of operations",
                hint: "leave 'for' out")
        }
        guard !names.isEmpty else {
            let others = stageOperations.filter { $0 != versus }
            guard others.isEmpty else { return others }
            throw Fault(node.span, "the stage has no other operation to compare with '\(versus ?? "")'")
        }
        var wanted: Set<String> = []
        for name in names {
            let span = node.span(of: name.range)
            let meant = Set(try declarations.operations(named: name.value, at: span))
            guard !meant.isDisjoint(with: stageOperations) else {
                throw Fault(
                    span, "\(quoted(name.value)) takes no part in this stage",
                    hint: hint(for: name.value, among: stageOperations))
            }
            guard meant != [versus] else {
                throw Fault(
                    span, "'\(versus ?? "")' is compared with itself",
                    hint: "name another operation after 'for'")
            }
            wanted.formUnion(meant)
        }
        if let versus { wanted.remove(versus) }
        return stageOperations.filter(wanted.contains)
    }

    private func known(_ name: Located<String>) throws(Fault) -> Metric {
        if let metric = declarations.metrics.first(where: { $0.name == name.value }) { return metric }
        if let meant = K6Names.sameHere[name.value],
            let metric = declarations.metrics.first(where: { $0.name == meant })
        {
            return metric
        }
        let span = node.span(of: name.range)
        if let spelling = K6Names.nearHere[name.value] {
            throw Fault(
                span, "unknown metric '\(name.value)'", hint: "that is k6's name; here write \(spelling)")
        }
        guard !RuleParser.namesStatistic(name.value) else {
            throw Fault(
                span, "'\(name.value)' is a statistic, not a metric",
                hint: "write \(name.value)(\(stage == .memory ? "memory" : "response_time"))")
        }
        throw Fault(
            span, "unknown metric \(quoted(name.value))",
            hint: hint(for: name.value, among: declarations.metrics.map(\.name)))
    }

    private func unsuited(_ syntax: RuleSyntax, _ metric: Metric) -> Fault {
        let place = node.span(of: (syntax.statistic?.range ?? syntax.metric.range))
        let message =
            if let statistic = syntax.statistic {
                metric.source == .builtIn(.errors)
                    ? "'errors' takes no statistic" : "'\(statistic.value)' does not suit '\(metric.name)'"
            } else { "'\(metric.name)' needs a statistic" }
        return Fault(place, message, hint: metric.hintForStatistic)
    }

    /// Refuses statistics for which there is no test that compares two revisions (statistics.md).
    private func checkRelative(_ syntax: RuleSyntax, _ metric: Metric) throws(Fault) {
        switch syntax.statistic?.value {
        case .mean, .median, .quantile, .tail, .worst, .warmup: return
        case nil where metric.source == .builtIn(.throughput) || metric.unit == .share: return
        case nil, .min, .max, .peak, .steady, .growth, .retained, .rate, .exponent:
            let place = syntax.statistic?.range ?? syntax.metric.range
            throw Fault(
                node.span(of: place), "a relative rule of 'regress' needs mean, median or a percentile",
                hint: "write median(\(metric.name))")
        }
    }
}
