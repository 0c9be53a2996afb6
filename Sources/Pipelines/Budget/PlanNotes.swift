package import GateModel
import Glibc
import Statistics

/// Notes on where the pipeline's budget can show little or nothing, for a person to read before it runs.
///
/// A rule that could never pass and would block is an error of the file instead.
package func planNotes(_ pipeline: Pipeline) -> [String] {
    pipeline.stages.flatMap { stage in
        let unprovable = stage.unprovableRules(pairs: pipeline.stages.pairs, operations: pipeline.operations)
            .map { "\($0.rule.id): \($0.text)" }
        if case .memory(let memory) = stage.kind { return unprovable + notes(on: stage.rules, memory) }
        guard case .regress(let regress) = stage.kind else { return unprovable }
        return unprovable + stage.rules.flatMap { notes(on: $0, regress) } + undecidable(stage, regress)
    }
}

/// Growth counts as a leak only after more operations (statistics.md, "Leaks").
private let fewestOperations = 600

private func notes(on rules: [Rule], _ memory: Stage.Memory) -> [String] {
    guard memory.maximumOperations <= fewestOperations else { return [] }
    return rules.filter { $0.statistic == .growth }.map {
        "\($0.id): \(memory.maximumOperations) operations cannot show a leak, which takes more than "
            + "\(fewestOperations); growth stays inconclusive"
    }
}

private func notes(on rule: Rule, _ regress: Stage.Regress) -> [String] {
    if rule.statistic == .tail { return tailNotes(on: rule, regress) }
    guard case .compare(_, .relativeShare(let tolerance), _) = rule.condition, rule.metric.unit != .count,
        rule.id != Rule.processorID
    else {
        return []
    }
    var notes: [String] = []
    // The median of a block needs no extra pairs.
    if case .quantile(let share) = rule.statistic, share != 0.5 {
        if let pairs = regress.pairs, pairs < 100 {
            notes.append("\(rule.id): percentiles of a block need 100 pairs, \(pairs) are planned")
        }
        if share >= 0.99, abs(tolerance) < 0.2 {
            notes.append("\(rule.id): a change of \(percent(abs(tolerance))) is seldom seen at p99 and above")
        }
    }
    if let blocks = regress.blocks, blocks >= Rule.smallestBlocks, tolerance != 0 {
        let noise = largestNoise(showing: abs(tolerance), in: blocks)
        notes.append(
            "\(rule.id): \(blocks) blocks show \(percent(abs(tolerance))) "
                + "where the noise between blocks is at most \(percent(noise))")
        if let requests = regress.pairs.map({ blocks * $0 }), requests <= fewRequests, noise < commonNoise {
            let smallest = smallestChange(in: blocks, at: commonNoise)
            notes.append(
                "\(rule.id): \(requests) requests a side are too few for \(percent(abs(tolerance))): "
                    + "where the noise is \(percent(commonNoise)), the smallest change they show is "
                    + percent(smallest))
        }
    }
    return notes
}

/// What the limit of a `tail` counts, and whether the declared budget can show it.
private func tailNotes(on rule: Rule, _ regress: Stage.Regress) -> [String] {
    guard case .compare(_, .relativeAmount(let share), _) = rule.condition else { return [] }
    var notes = [
        "\(rule.id): +\(percent(share)) is points: so many more of all requests may take more than twice the "
            + "baseline's median"
    ]
    // In proportion to the requests that show one point.
    let needed = Int((Double(fewRequestsOfTail) * 0.01 / share).rounded(.up))
    if let pairs = regress.pairs, let blocks = regress.blocks, pairs * blocks < needed {
        notes.append(
            "\(rule.id): \(pairs * blocks) requests a side seldom show +\(percent(share)), which takes some \(needed)"
        )
    }
    return notes
}

/// Requests a side that showed one point more, or none, in simulation with little noise (statistics.md).
private let fewRequestsOfTail = 600

/// With so many requests a side, 49 % of comparisons at 5 % were inconclusive in simulation (statistics.md).
private let fewRequests = 100

/// The standard deviation of block log ratios at which 40 blocks, the budget of a comparison, still decide at 5 %.
private let commonNoise = 0.1

/// Notes that the level of a violation is shared among too many judgements for the declared blocks to show one.
private func undecidable(_ stage: Stage, _ regress: Stage.Regress) -> [String] {
    let judgements = stage.rules.reduce(0) { $0 + max(1, $1.operations.count) }
    let needed = SamplePlan.leastDecidableBlocks(alpha: 0.05, judgements: judgements)
    guard let blocks = regress.blocks, blocks >= Rule.smallestBlocks, blocks < needed,
        stage.rules.contains(where: { $0.condition.isRelative && $0.metric.unit != .count })
    else { return [] }
    return [
        "regress: with \(judgements) judgements, \(blocks) blocks cannot show that a comparison is violated; "
            + "\(needed) are needed"
    ]
}

/// The standard deviation of block log ratios at which a tolerance is shown with 99 % power.
///
///     0.05 in 40 blocks → 0.074
private func largestNoise(showing tolerance: Double, in blocks: Int) -> Double {
    log1p(tolerance) / 3.97 * (Double(blocks) / 1.1).squareRoot()
}

/// The smallest tolerance that is shown with 99 % power.
///
///     10 blocks with 0.1 → 0.141
private func smallestChange(in blocks: Int, at noise: Double) -> Double {
    expm1(3.97 * noise * (1.1 / Double(blocks)).squareRoot())
}

/// `4.1 %`
private func percent(_ share: Double) -> String {
    let tenths = Int((share * 1000).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10) %" : "\(tenths / 10).\(tenths % 10) %"
}
