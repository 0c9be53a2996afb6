import GateModel

extension RuleJudging {
    /// Counts are compared pair by pair, exactly: the same input gives the same count again.
    func exactCountOutcome(_ rule: Rule, _ condition: Rule.Condition, _ samples: Samples) -> RuleOutcome {
        let pairs = samples.blocks.flatMap { block in
            zip(block.baseline.compactMap(\.value), block.candidate.compactMap(\.value))
        }
        var finding = Judgement.Finding(scale: .unit(.count), samples: "\(pairs.count) pairs")
        finding.baseline = mean(pairs.map(\.0))
        finding.candidate = mean(pairs.map(\.1))
        finding.estimate = mean(pairs.map { $0.1 - $0.0 })
        if let restless = countsThatDoNotRepeat(rule, samples.operation) {
            return RuleOutcome(.inconclusive(restless), finding)
        }
        let (comparison, limits) = condition.bounds
        let beyond = pairs.filter { pair in
            !limits.contains { comparison.holds(pair.1, $0.bound(at: pair.0)) }
        }
        if let worst = beyond.max(by: { $0.1 - $0.0 < $1.1 - $1.0 }) {
            let note =
                "\(beyond.count) of \(pairs.count) pairs beyond it, the worst: \(significant(worst.0)) → "
                + significant(worst.1)
            return RuleOutcome(.violation, finding, [note])
        }
        guard samples.blocks.count >= 8 else {
            let detail = "\(samples.blocks.count) blocks, at least 8 needed"
            return RuleOutcome(.inconclusive(Inconclusive(.tooFewSamples, detail)), finding)
        }
        return RuleOutcome(.pass, finding, ["compared pair by pair, exactly"])
    }

    /// The baseline against itself says whether a count repeats; a count that does not is no count to compare exactly.
    private func countsThatDoNotRepeat(_ rule: Rule, _ operation: String?) -> Inconclusive? {
        let own = earlier.first { $0.stage == .baseline }?.samples
            .first { $0.metric == rule.metric.name && $0.operation == operation }
        let differing = own?.blocks.flatMap { zip($0.baseline, $0.candidate) }.filter { $0.0 != $0.1 } ?? []
        guard !differing.isEmpty else { return nil }
        return Inconclusive(
            .notRepeatable,
            "the baseline gave another count for the same input \(differing.count) times; use a limit without '+'"
        )
    }
}

extension Rule.Comparison {
    func holds(_ value: Double, _ bound: Double) -> Bool {
        switch self {
        case .lessOrEqual: value <= bound
        case .greaterOrEqual: value >= bound
        case .equal: value == bound
        case .less: value < bound
        case .greater: value > bound
        }
    }
}

extension Limit {
    /// The bound where the baseline's value is `level`.
    func bound(at level: Double) -> Double {
        switch self {
        case .absolute(let bound): bound
        case .relativeShare(let share): level * (1 + share)
        case .relativeAmount(let amount): level + amount
        }
    }
}

/// 0 for no values; callers have checked that there are some.
func mean(_ values: [Double]) -> Double { values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count) }
