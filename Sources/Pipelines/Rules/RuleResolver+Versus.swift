import GateModel

extension RuleResolver {
    /// The operation after `vs`; nil where there is none.
    ///
    /// Two operations have different inputs, so they are compared by intervals within blocks. The limit must be a change
    /// that such an interval can show.
    func versus(_ syntax: RuleSyntax, _ metric: Metric) throws(Fault) -> String? {
        guard let versus = syntax.versus else { return nil }
        let span = node.span(of: versus.range)
        guard stage == .regress else {
            throw Fault(
                span,
                "'vs' is judged in 'regress' only, where operations are measured side by side in blocks",
                hint: "move the rule to 'regress'")
        }
        guard metric.isPerOperation else {
            throw Fault(
                node.span(of: syntax.metric.range),
                "'\(metric.name)' is a metric of the whole service, and 'vs' compares operations",
                hint: "leave 'vs' out")
        }
        try checkComparable(syntax.condition, at: span)
        return try operation(versus)
    }

    private func checkComparable(_ condition: RuleSyntax.Condition, at span: SourceSpan) throws(Fault) {
        let hint = "write a tolerance such as '<= +10%'"
        guard case .compare(let comparison, let limits) = condition else {
            throw Fault(
                span, "a range is an absolute limit, but 'vs' compares with an operation", hint: hint)
        }
        for limit in [limits.first, limits.second ?? limits.first] where limit.sign == nil {
            throw Fault(
                node.span(of: limit.range),
                "'\(limit.quantity.text)' is an absolute limit, but 'vs' compares with an operation",
                hint: hint)
        }
        guard comparison.value != .equal else {
            throw Fault(
                node.span(of: comparison.range), "'==' cannot be shown for two operations", hint: hint)
        }
        let amounts = [limits.first, limits.second ?? limits.first].map(\.quantity.digits)
        guard amounts.contains(where: { $0.contains { $0 != "0" && $0 != "." } }) else {
            throw Fault(
                node.span(of: limits.first.range), "two operations cannot be shown to be equal",
                hint: hint)
        }
    }

    private func operation(_ name: Located<String>) throws(Fault) -> String {
        let span = node.span(of: name.range)
        if let group = declarations.groups.first(where: { $0.name == name.value }) {
            throw Fault(
                span, "'\(group.name)' is a group, and 'vs' takes one operation",
                hint: "name one of: " + group.operations.joined(separator: ", "))
        }
        guard declarations.operations.contains(where: { $0.name == name.value }) else {
            throw Fault(
                span, "unknown operation \(quoted(name.value))",
                hint: hint(for: name.value, among: stageOperations))
        }
        guard stageOperations.contains(name.value) else {
            throw Fault(
                span, "\(quoted(name.value)) takes no part in this stage",
                hint: hint(for: name.value, among: stageOperations))
        }
        return name.value
    }
}
