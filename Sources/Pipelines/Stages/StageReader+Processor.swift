import GateModel

extension StageReader {
    /// The rule about processor time that `regress` brings itself, with the limit under `cpu` or the usual one.
    ///
    /// A candidate that burns processor time beside its answers slows down both sides, which their ratio does not show
    /// (statistics.md, "Comparing with the baseline").
    ///
    /// Nil with `cpu: off`, and where the pipeline has such a rule of its own that can block. Nil too for anything but a
    /// `service`, where no rule compares two revisions, and where fewer blocks are declared than a comparison needs.
    func processorRule(
        _ keys: inout KeyReader, _ settings: Stage.Regress, beside rules: [Rule], at span: SourceSpan
    ) -> Rule? {
        let entry = keys.entry("cpu")
        guard declarations.subject == .service else {
            if let entry {
                let hint = "only the processes of a 'service' are followed while they answer; leave it out"
                problems.report(Fault(entry.keySpan, "'cpu' needs a 'service' that Pawl starts", hint: hint))
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
    /// With a floor of 0.5 ms, a service that answers in 0.06 ms of processor time passed while a whole processor was busy
    /// beside it.
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
