package import GateModel
import Glibc

/// What a person should know before the pipeline runs: where its budget shows little or nothing.
///
/// Rules that could never pass and would block are errors of the file and not among these.
package func planNotes(_ pipeline: Pipeline) -> [String] {
    pipeline.stages.flatMap { stage in
        let unprovable = stage.shortfalls.map { "\($0.rule.id): \($0.text)" }
        guard case .regress(let regress) = stage.kind else { return unprovable }
        return unprovable + stage.rules.flatMap { notes(on: $0, regress) }
    }
}

private func notes(on rule: Rule, _ regress: Stage.Regress) -> [String] {
    guard case .compare(_, .relativeShare(let tolerance), _) = rule.condition, rule.metric.unit != .count
    else {
        return []
    }
    var notes: [String] = []
    if case .quantile(let share) = rule.statistic {
        if regress.pairs < 100 {
            notes.append("\(rule.id): percentiles of a block need 100 pairs, \(regress.pairs) are planned")
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
    }
    return notes
}

/// The standard deviation of block log ratios at which a tolerance is shown with 99 % power.
///
///     0.05 in 40 blocks → 0.074
private func largestNoise(showing tolerance: Double, in blocks: Int) -> Double {
    log1p(tolerance) / 3.97 * (Double(blocks) / 1.1).squareRoot()
}

/// `4.1 %`
private func percent(_ share: Double) -> String {
    let tenths = Int((share * 1000).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10) %" : "\(tenths / 10).\(tenths % 10) %"
}
