import GateModel
import Statistics

/// A rule that can never pass with its stage's budget, and why.
struct UnprovableRule {
    let rule: Rule
    /// `p99 needs 299 operations to pass, 100 are planned`
    let text: String
    let hint: String

}

extension Stage {
    /// Stage `baseline` takes up to so many blocks while something is undecided.
    private static let mostBaselineBlocks = 40

    /// The rules that cannot pass, whatever is observed.
    ///
    /// - Parameters:
    ///   - pairs: In each block, as `regress` declares them; nil where Pawl chooses. `baseline` measures blocks of the same
    ///     size.
    ///   - operations: All declared ones; an open load is shared out by their weights.
    func unprovableRules(pairs declared: Int?, operations: [DeclaredOperation]) -> [UnprovableRule] {
        switch kind {
        case .baseline(let cycles):
            let blocks = max(Stage.mostBaselineBlocks, cycles)
            let pairs = declared ?? Stage.Regress.usualPairs
            return rules.compactMap {
                unprovable($0, blocks: blocks, operations: blocks * pairs, "raise 'pairs' of 'regress'")
            }
        case .regress(let regress):
            let blocks = regress.blocks ?? SamplePlan.mostBlocks
            let pairs = declared ?? Stage.Regress.mostPairs
            return rules.compactMap {
                unprovable($0, blocks: blocks, operations: blocks * pairs, "raise 'pairs' or 'blocks'")
            }
        case .scale(let scale): return rules.compactMap { unprovable($0, scale.load, operations) }
        case .watch(let watch):
            return watch.sustained == nil ? rules.compactMap { unprovable($0, watch) } : []
        case .compat, .memory, .check, .deploy: return []
        }
    }

    private func unprovable(_ rule: Rule, blocks: Int, operations: Int, _ hint: String) -> UnprovableRule? {
        if rule.needsBlocks, blocks < Rule.smallestBlocks {
            return UnprovableRule(
                rule: rule, text: "it needs \(Rule.smallestBlocks) blocks to pass, \(blocks) are planned",
                hint: "raise 'blocks' to at least \(Rule.smallestBlocks)")
        }
        guard let needed = rule.smallestOperations(level: lastLevel(of: blocks)) else { return nil }
        guard rule.metric.isPerOperation else {
            guard blocks < needed else { return nil }
            return UnprovableRule(
                rule: rule,
                text:
                    "\(rule.subject) needs \(needed) blocks to pass, one sample each, \(blocks) are planned",
                hint: "raise 'blocks' to at least \(needed)")
        }
        if let short = unprovable(rule, needed, planned: operations, hint) { return short }
        let worth = Int(ClusteredShare.mostWorth(of: operations, groups: blocks, lastLevel(of: blocks)))
        guard rule.isAboutShare, worth < needed else { return nil }
        return UnprovableRule(
            rule: rule,
            text:
                "\(rule.subject) needs \(needed) operations to pass, and \(operations) from \(blocks) blocks count as "
                + "\(worth), since those of one process are alike", hint: hint)
    }

    /// For stage `scale`, which is one block: a metric that is taken once a block has one sample, and a mean cannot be judged.
    private func unprovable(
        _ rule: Rule, _ load: LoadModel?, _ declared: [DeclaredOperation]
    ) -> UnprovableRule? {
        if rule.statistic == .mean {
            return UnprovableRule(
                rule: rule, text: "mean needs \(Rule.smallestBlocks) blocks to pass, and 'scale' has one",
                hint: rule.metric.source == .builtIn(.throughput)
                    ? "write it without 'mean'"
                    : "judge the mean in 'regress', and here the median, a percentile or max")
        }
        guard let needed = rule.smallestOperations() else { return nil }
        guard rule.metric.isPerOperation else {
            guard needed > 1 else { return nil }
            return UnprovableRule(
                rule: rule, text: "\(rule.subject) needs \(needed) samples to pass, and 'scale' takes one",
                hint: "write it without a statistic, or judge it in 'regress'")
        }
        switch load {
        // The load lasts until there are enough, within the stage's time and ten minutes a process.
        case nil: return nil
        case .closed(let load):
            guard case .operations(let times) = load.amount else { return nil }
            let perUser = (needed + load.users - 1) / load.users
            return unprovable(
                rule, needed, planned: load.users * times,
                "raise 'operations_per_user' to at least \(perUser)")
        case .open(let load):
            let mixed = declared.filter { operations.contains($0.name) }
            let sum = mixed.reduce(0) { $0 + $1.weight }
            let least = mixed.filter { rule.operations.contains($0.name) }.map(\.weight).min() ?? sum
            let requests = load.rate * (load.time / .seconds(1))
            return unprovable(
                rule, needed, planned: Int(requests * Double(least) / Double(max(sum, 1))),
                "raise 'rate' or 'for'")
        }
    }

    private func unprovable(_ rule: Rule, _ needed: Int, planned: Int, _ hint: String) -> UnprovableRule? {
        guard planned < needed else { return nil }
        return UnprovableRule(
            rule: rule, text: "\(rule.subject) needs \(needed) operations to pass, \(planned) are planned",
            hint: hint)
    }
}

/// The level that is left for the last of several looks at so many blocks, of .05 in all.
private func lastLevel(of blocks: Int) -> Double {
    blocks < SamplePlan.mostBlocks ? computedLastLevel(of: blocks) : lastLevelOfMost
}

/// Computed once, since most stages declare no number of blocks.
private let lastLevelOfMost = computedLastLevel(of: SamplePlan.mostBlocks)

private func computedLastLevel(of blocks: Int) -> Double {
    do throws(StatisticsError) {
        return try GroupSequentialDesign(maximumBlocks: blocks, alpha: 0.05).looks.last?.nominalAlpha ?? 0.05
    } catch {
        // Fewer blocks than the first look needs: there is one look.
        return 0.05
    }
}

extension Rule {
    /// What a message is about: the statistic, or the metric where there is none.
    fileprivate var subject: String { statistic.map { "\($0)" } ?? metric.name }
}

extension [Stage] {
    /// Pairs of requests for each block and operation, as `regress` declares them; nil where Pawl chooses.
    var pairs: Int? {
        for stage in self {
            if case .regress(let regress) = stage.kind { return regress.pairs }
        }
        return Stage.Regress.usualPairs
    }
}
