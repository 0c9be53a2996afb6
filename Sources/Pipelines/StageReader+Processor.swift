import GateModel

extension StageReader {
    /// What `regress` demands of the processor time of both process trees, unless the pipeline has such a rule of its own
    /// that can block, or says `cpu: off`. Nil of what is no service of Pawl's own, whose processes others load too, or end with a request; nil
    /// as well where no rule compares two revisions, or where fewer blocks are declared than a comparison needs.
    ///
    /// A candidate that burns processor time beside its answers slows both sides, and hides in their ratio (statistics.md,
    /// "Comparing with the baseline").
    func processorRule(
        _ keys: inout KeyReader, _ settings: Stage.Regress, beside rules: [Rule], at span: SourceSpan
    ) -> Rule? {
        let entry = keys.entry("cpu")
        guard declarations.subject == .service else {
            if let entry {
                let hint = "only the processes of a 'service' are followed while they answer; leave it out"
                problems.report(Fault(entry.keySpan, "'cpu' of what is no service of Pawl's own", hint: hint))
            }
            return nil
        }
        guard let entry else {
            let compared = rules.filter(\.condition.isRelative)
            let isOwn = compared.contains { $0.metric == Self.processorTime && $0.blocks }
            let canBeShown = settings.blocks.map { $0 >= Rule.smallestBlocks } ?? true
            return compared.isEmpty || isOwn || !canBeShown
                ? nil : processorRule("+25% or +0.1ms", Self.usualLimit, at: span)
        }
        if case .scalar(let scalar) = entry.value.content, scalar.text == "off" { return nil }
        let limit = problems.attempt { () throws(Fault) in try processorLimit(entry.value) }
        guard let limit else { return nil }
        return processorRule(limit.text, limit.condition, at: entry.keySpan)
    }

    private static let processorTime = Metric(.cpuTime)
    /// A service that answers in 0.06 ms of processor time passed a floor of 0.5 ms with a whole processor busy beside it.
    private static let usualLimit = Rule.Condition.compare(
        .lessOrEqual, .relativeShare(0.25), or: .relativeAmount(0.0001))

    private func processorRule(_ limit: String, _ condition: Rule.Condition, at span: SourceSpan) -> Rule {
        Rule(
            id: Rule.processorID, text: "median(cpu_time) <= \(limit)", position: problems.position(of: span),
            statistic: .median, metric: Self.processorTime, condition: condition, operations: [], warn: nil,
            mode: .enforce, onInconclusive: .block, because: nil)
    }

    private func processorLimit(
        _ node: SourceNode
    ) throws(Fault) -> (text: String, condition: Rule.Condition) {
        let limits = try RuleParser.limits(node)
        places.add(limit: limits.range, of: node, at: "stages/regress/cpu")
        let reader = LimitReader(
            node: node, stage: .regress, statistic: .median, metric: Self.processorTime)
        let condition = try reader.compare(Located(value: .lessOrEqual, range: 0..<1), limits)
        guard condition.isRelative else {
            throw Fault(
                node.span, "'cpu' is a change against the baseline",
                hint: "write a limit such as '+25% or +0.1ms', or 'off'")
        }
        return (try node.text(), condition)
    }
}
