import GateModel

extension Declarations {
    /// `at: 1000000`, of what the data counts; `at: { members: 1000000 }` where it counts several things.
    func amount(_ node: SourceNode, for syntax: RuleSyntax) throws(Fault) -> Rule.DataAmount {
        guard syntax.statistic?.value == .exponent else {
            throw Fault(
                node.span, "'at' belongs to a rule about 'exponent'",
                hint: "such as { rule: exponent(response_time) <= 50ms, at: 1000000 }")
        }
        let example = "such as 'at: { \(counts.first ?? "rows"): 1000000 }'"
        switch node.content {
        case .scalar:
            let rows = try node.integer(in: 1...Int.max)
            guard counts.count == 1 else {
                throw Fault(
                    node.span,
                    "'at' needs the name of what is counted: \(counts.isEmpty ? "nothing is" : counts.joined(separator: ", "))",
                    hint: counts.isEmpty ? "declare a 'count' under 'data'" : example)
            }
            return Rule.DataAmount(name: counts[0], rows: rows)
        case .mapping(let entries) where entries.count == 1:
            guard counts.contains(entries[0].key) else {
                throw Fault(
                    entries[0].keySpan, "no count of the data is named \(quoted(entries[0].key))",
                    hint: hint(for: entries[0].key, among: counts))
            }
            return Rule.DataAmount(
                name: entries[0].key, rows: try entries[0].value.integer(in: 1...Int.max))
        case .mapping, .sequence:
            throw Fault(node.span, "expected one amount, found \(node.kind)", hint: example)
        }
    }
}
