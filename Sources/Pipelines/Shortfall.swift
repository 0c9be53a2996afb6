import GateModel

/// A rule that its stage's budget can never show to hold.
struct Shortfall {
    let rule: Rule
    /// `p99 needs 299 operations to pass, 100 are planned`
    let text: String
    let hint: String

    var fault: Fault {
        let span = Span(line: rule.position.line, column: rule.position.column, length: rule.text.count)
        return Fault(span, text, hint: hint)
    }
}

extension Stage {
    /// A regression stage without `blocks` plans at most so many (statistics.md).
    static let mostPlannedBlocks = 96

    var shortfalls: [Shortfall] {
        switch kind {
        case .regress(let regress): rules.compactMap { shortfall(of: $0, regress) }
        case .scale(let scale): rules.compactMap { shortfall(of: $0, scale) }
        case .baseline, .compat, .memory, .deploy, .watch: []
        }
    }

    private func shortfall(of rule: Rule, _ regress: Regress) -> Shortfall? {
        let blocks = regress.blocks ?? Stage.mostPlannedBlocks
        if rule.needsBlocks, blocks < Rule.smallestBlocks {
            return Shortfall(
                rule: rule, text: "it needs \(Rule.smallestBlocks) blocks to pass, \(blocks) are planned",
                hint: "raise 'blocks' to at least \(Rule.smallestBlocks)")
        }
        return shortfall(of: rule, planned: blocks * regress.pairs, "raise 'pairs' or 'blocks'")
    }

    private func shortfall(of rule: Rule, _ scale: Scale) -> Shortfall? {
        let perUser = ((rule.smallestOperations ?? 0) + scale.users - 1) / scale.users
        return shortfall(
            of: rule, planned: scale.users * scale.operationsPerUser,
            "raise 'operations_per_user' to at least \(perUser)")
    }

    private func shortfall(of rule: Rule, planned: Int, _ hint: String) -> Shortfall? {
        guard let needed = rule.smallestOperations, planned < needed, rule.metric.isPerOperation else {
            return nil
        }
        let subject = rule.statistic.map { "\($0)" } ?? rule.metric.name
        return Shortfall(
            rule: rule, text: "\(subject) needs \(needed) operations to pass, \(planned) are planned",
            hint: hint)
    }
}
