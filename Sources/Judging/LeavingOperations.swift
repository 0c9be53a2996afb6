package import GateModel

extension Stage {
    /// The operations of which nothing is undecided any more, so that they need no further blocks.
    ///
    /// None leaves while a rule about the service as a whole is undecided, since its numbers come from all operations
    /// together; and one that another is compared with stays as long as that.
    package func operationsThatMayLeave(_ result: StageResult) -> Set<String> {
        let undecided = result.judgements.filter(\.needsMoreBlocks)
        if undecided.contains(where: { $0.operation == nil }) { return [] }
        let open = Set(undecided.compactMap(\.operation))
        let references = rules.filter { !open.isDisjoint(with: $0.operations) }.compactMap(\.versus)
        return Set(operations).subtracting(open).subtracting(references)
    }
}

extension Judgement {
    fileprivate var needsMoreBlocks: Bool {
        if case .inconclusive(let why) = verdict { why.reason == .tooFewSamples } else { false }
    }
}
