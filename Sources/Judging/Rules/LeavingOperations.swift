package import GateModel

extension Stage {
    /// The operations of which nothing is undecided any more, so that they need no further blocks.
    ///
    /// None leaves while a rule about the service as a whole is undecided, since its numbers come from all operations
    /// together. Operations that rules compare with each other leave together, since blocks are compared one by one.
    package func operationsThatMayLeave(_ result: StageResult) -> Set<String> {
        let undecided = result.judgements.filter(\.needsMoreBlocks)
        if undecided.contains(where: { $0.operation == nil }) { return [] }
        var open = Set(undecided.compactMap(\.operation))
        let compared = rules.flatMap { rule in rule.versus.map { rule.operations + [$0] } ?? [] }
        if !open.isDisjoint(with: compared) { open.formUnion(compared) }
        return Set(operations).subtracting(open)
    }
}

extension SampledRun {
    /// How many blocks were of all operations, before the first one left; nil where nothing tells.
    var blocksOfAllOperations: Int? {
        samples.filter { $0.metric == Metric.BuiltIn.responseTime.rawValue && $0.operation != nil }
            .map(\.blocks.count).min()
    }
}

extension Judgement {
    fileprivate var needsMoreBlocks: Bool {
        if case .inconclusive(let why) = verdict { why.reason == .tooFewSamples } else { false }
    }
}
