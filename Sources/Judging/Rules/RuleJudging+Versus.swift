import GateModel
import Statistics

extension RuleJudging {
    /// One operation against another of the same revision: the sequential test over the log ratios of the two within
    /// each block.
    ///
    /// A block's two operations are answered in turn by the same processes, so what disturbs the host disturbs both.
    func versusOutcome(
        _ rule: Rule, _ condition: Rule.Condition, _ samples: Samples, _ reference: String
    ) -> RuleOutcome {
        let nothing = Judgement.Numbers(scale: .ratio)
        guard condition.isRelative, samples.operation != reference else {
            let why = "another operation is compared with by a tolerance such as +10 %"
            return RuleOutcome(Inconclusive(.notEvaluated, why), nothing)
        }
        guard let other = sampled.samples(of: rule.metric, on: reference) else {
            let why = "'\(rule.metric.name)' was not measured on '\(reference)'"
            return RuleOutcome(Inconclusive(.noSamples, why), nothing)
        }
        if let flaw = other.flaw(on: Side.allCases, blockSize: blockSize(rule.metric))
            ?? sampled.unsettled(rule.metric, reference, of: other.blocks.count)
        {
            return RuleOutcome(flaw.about("'\(reference)'"), nothing)
        }
        guard other.blocks.count == samples.blocks.count else {
            let unequal = Inconclusive.OpenBlocks.unequal(
                count: samples.blocks.count, other: other.blocks.count, operation: reference)
            return RuleOutcome(Inconclusive(.tooFewSamples, .blocks(unequal)), nothing)
        }
        var outcome = relativeOutcome(
            rule, condition, samples.against(other), leans: rule.onInconclusive == .lean)
        outcome.notes.append(.comparedWith(operation: reference))
        return outcome
    }
}

extension SampledRun {
    /// What a relative rule compares, the reference on the baseline's side; nil where it was not measured.
    func comparedSamples(_ rule: Rule, _ operation: String?) -> Samples? {
        guard let own = samples(of: rule.metric, on: operation) else { return nil }
        guard let reference = rule.versus else { return own }
        return samples(of: rule.metric, on: reference).map(own.against)
    }
}

extension Samples {
    /// The candidate's observations of each block, beside those of another operation on the baseline's side.
    fileprivate func against(_ reference: Samples) -> Samples {
        Samples(
            metric: metric, operation: operation,
            blocks: zip(reference.blocks, blocks).map {
                Block(baseline: $0.candidate, candidate: $1.candidate)
            })
    }
}
