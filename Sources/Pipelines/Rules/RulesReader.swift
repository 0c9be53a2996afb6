import GateModel

/// Reads the rules of one stage: short ones as text, long ones with keys of their own.
struct RulesReader {
    let stage: StageName
    let declarations: Declarations
    /// Those that take part in the stage.
    let operations: [String]
    let problems: Problems
    let places: Places

    func rules(_ node: SourceNode) -> [Rule] {
        guard case .sequence(let items) = node.content else {
            problems.report(
                Fault(
                    node.span, "expected a list of rules, found \(node.kind)",
                    hint: "write a line '- rule' for each"))
            return []
        }
        var rules: [Rule] = []
        for (index, item) in items.enumerated() {
            let path = SourceMap.Path(["stages", stage.rawValue, "rules", "\(index)"])
            guard let (rule, span) = rule(item, at: path) else { continue }
            if let other = rules.first(where: { $0.id == rule.id && shareOperation($0, rule) }) {
                problems.report(
                    Fault(
                        span,
                        "the rule on line \(other.position.line) has the same id, '\(rule.id)'",
                        hint: "write { rule: \"\(rule.text)\", id: a-name-of-its-own }"))
            }
            rules.append(rule)
        }
        return rules
    }

    /// The rule, and where its text stands.
    private func rule(_ node: SourceNode, at path: SourceMap.Path) -> (Rule, SourceSpan)? {
        guard case .mapping = node.content else {
            return rule(text: node, RuleOptions(), at: path).map { ($0, node.span) }
        }
        var keys = KeyReader(node, of: "the rule", at: node.span, problems: problems)
        let text = keys.requiredEntry("rule")?.value
        let options = RuleOptions(
            warn: keys.entry("warn")?.value,
            mode: keys.optional("mode", default: .enforce) { node throws(Fault) in
                try node.word(of: [Rule.Mode.observe])
            },
            onInconclusive: keys.entry("on_inconclusive")?.value,
            because: keys.optional("because", SourceNode.text),
            id: keys.optional("id", ownID), at: keys.entry("at")?.value)
        keys.finish()
        return text.flatMap { text in rule(text: text, options, at: path).map { ($0, text.span) } }
    }

    /// Refuses the ids of the rules that `regress` brings itself.
    private func ownID(_ node: SourceNode) throws(Fault) -> String {
        let name = try node.name()
        let isTaken = name == "cpu" || name == "level" || name.hasPrefix("drift")
        guard stage != .regress || !isTaken else {
            throw Fault(
                node.span, "'\(name)' is the id of a rule that 'regress' brings itself",
                hint: "choose one that is not cpu or level and does not begin with drift")
        }
        return name
    }

    private func rule(text node: SourceNode, _ options: RuleOptions, at path: SourceMap.Path) -> Rule? {
        guard let syntax = problems.attempt({ () throws(Fault) in try RuleParser.rule(node) }),
            !declarations.brokenMetrics.contains(syntax.metric.value)
        else { return nil }
        places.add(syntax, of: node, at: path)
        let resolver = RuleResolver(
            node: node, stage: stage, declarations: declarations, stageOperations: operations)
        guard let metric = problems.attempt({ () throws(Fault) in try resolver.metric(syntax) }) else {
            return nil
        }
        // Checked first: with 'vs' a limit must be a change, whatever else is wrong with the rule.
        guard let versus = problems.attempt({ () throws(Fault) in try resolver.versus(syntax, metric) })
        else {
            return nil
        }
        let operations = problems.attempt { () throws(Fault) in
            try resolver.operations(syntax.names, of: metric, versus: versus)
        }
        var limits = LimitReader(node: node, stage: stage, statistic: syntax.statistic?.value, metric: metric)
        limits.predicts = options.at != nil
        let condition = problems.attempt { () throws(Fault) in try limits.condition(syntax.condition) }
        let amount = options.at.flatMap { at in
            problems.attempt { () throws(Fault) in try declarations.amount(at, for: syntax) }
        }
        guard let condition, let operations else { return nil }
        let warn = options.warn.flatMap { node in
            problems.attempt { () throws(Fault) in
                try warning(
                    node, beside: condition, syntax, metric, predicts: options.at != nil, at: path / "warn")
            }
        }
        let onInconclusive = options.onInconclusive.flatMap { node in
            problems.attempt { () throws(Fault) in
                try inconclusive(node, condition, syntax.statistic?.value)
            }
        }
        let name = options.id ?? Self.name(syntax, metric, condition, predicts: amount != nil)
        return Rule(
            id: "\(stage.rawValue)/\(name)", text: syntax.text, position: problems.position(of: node.span),
            statistic: syntax.statistic?.value, metric: metric, condition: condition, operations: operations,
            versus: versus, at: amount, warn: warn, mode: options.mode,
            onInconclusive: onInconclusive ?? .block,
            because: options.because)
    }

    /// The rule's comparison with the limit under `warn`, which must be tighter than the rule's own.
    private func warning(
        _ node: SourceNode, beside condition: Rule.Condition, _ syntax: RuleSyntax, _ metric: Metric,
        predicts: Bool, at path: SourceMap.Path
    ) throws(Fault) -> Rule.Condition {
        var reader = LimitReader(node: node, stage: stage, statistic: syntax.statistic?.value, metric: metric)
        reader.predicts = predicts
        let warn: Rule.Condition
        switch syntax.condition {
        case .range:
            let range = try RuleParser.range(node)
            places.add(limit: range.limitRange, of: node, at: path)
            warn = try reader.condition(range)
        case .compare(let comparison, _) where comparison.value == .equal:
            throw Fault(node.span, "'warn' needs a rule with <=, <, >=, > or in")
        case .compare(let comparison, _):
            let limits = try RuleParser.limits(node)
            places.add(limit: limits.range, of: node, at: path)
            if let statistic = syntax.statistic?.value {
                try RuleResolver(
                    node: node, stage: stage, declarations: declarations, stageOperations: operations
                ).checkChange(limits, statistic)
            }
            warn = try reader.compare(Located(value: comparison.value, range: 0..<1), limits)
        }
        guard warn.isTighter(than: condition) else {
            throw Fault(node.span, "'warn' must be tighter than the rule's own limit, and of the same kind")
        }
        return warn
    }

    private func inconclusive(
        _ node: SourceNode, _ condition: Rule.Condition, _ statistic: Statistic?
    ) throws(Fault) -> Rule.OnInconclusive {
        let word = try node.word(of: [Rule.OnInconclusive.block, .lean, .warn])
        guard word != .lean || (stage == .regress && condition.isRelative) else {
            throw Fault(
                node.span, "'lean' is defined for relative rules of 'regress' only",
                hint: "write 'block' or 'warn'")
        }
        guard word != .lean || (statistic != .tail && statistic != .worst) else {
            throw Fault(
                node.span, "'lean' needs an estimate of a typical value or a mean, and this rule has none",
                hint: "write 'block' or 'warn'")
        }
        return word
    }

    private func shareOperation(_ first: Rule, _ second: Rule) -> Bool {
        (first.operations.isEmpty && second.operations.isEmpty)
            || !Set(first.operations).isDisjoint(with: second.operations)
    }

    /// `median-response_time-rel`
    ///
    /// Made of the rule's statistic, metric and kind, not of its text, place or numbers, so that waivers and history still
    /// find the rule when those change.
    private static func name(
        _ syntax: RuleSyntax, _ metric: Metric, _ condition: Rule.Condition, predicts: Bool
    ) -> String {
        let kind =
            switch condition {
            case .compare where predicts, .range where predicts: "at"
            case .compare where syntax.versus != nil: "vs"
            case .compare: condition.isRelative ? "rel" : "abs"
            case .range: "in"
            }
        return (syntax.statistic.map { "\($0.value)-" } ?? "") + "\(metric.name)-\(kind)"
    }
}

/// The keys of a long rule beside the rule itself.
private struct RuleOptions {
    var warn: SourceNode?
    var mode = Rule.Mode.enforce
    var onInconclusive: SourceNode?
    var because: String?
    var id: String?
    var at: SourceNode?
}
