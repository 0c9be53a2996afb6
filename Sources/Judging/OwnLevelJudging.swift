package import GateModel
import Glibc
import Statistics

/// What stage `regress` demands of the baseline itself: beside the candidate it answers about as fast as beside another
/// baseline (statistics.md, "Comparing with the baseline").
///
/// A candidate that takes processor or disk beside its answers slows both sides, and hides in their ratio. Nil where
/// no stage measured the baseline against itself, or where too few blocks are planned to show anything.
func ownLevelJudgement(
    _ run: SampledRun, of stage: Stage, after earlier: [StageRun], _ shortfall: MissingEvidence
) -> Judgement? {
    guard let before = earlier.lazy.compactMap(\.baseline).first(where: { !$0.samples.isEmpty }),
        run.maximumBlocks >= RuleJudging.leastBlocks, !run.measuresOneSide
    else { return nil }
    let judging = OwnLevelJudging(run, operations: stage.operations, before: before)
    guard judging.hasCommonOperations else { return nil }
    let outcome = judging.outcome
    let verdict = shortfall.verdict(outcome.verdict)
    return Judgement(
        id: "regress/level", stage: stage.name, position: stage.position, operation: nil,
        demand: .stage(.baselineLevel(tolerated: OwnLevelJudging.tolerated - 1)), verdict: verdict,
        blocks: true, numbers: outcome.explained(verdict), notes: outcome.notes)
}

/// Whether the baseline was slower beside the candidate than in stage `baseline`, so that it has to be measured against itself
/// once more: the host may have changed meanwhile.
package func needsControls(_ run: SampledRun, of stage: Stage, after earlier: [StageRun]) -> Bool {
    guard run.controls == nil, let before = earlier.lazy.compactMap(\.baseline).first else { return false }
    return OwnLevelJudging(run, operations: stage.operations, before: before).isSlower
}

/// The baseline's response times beside the candidate against those beside itself, over all operations together: what takes
/// processor time takes it from every one of them.
private struct OwnLevelJudging {
    /// Hosts differ by less from stage to stage nearly always, and where they do, the controls show it.
    static let tolerated = 1.25

    /// In seconds; less more is what a busier host does to any answer.
    private static let leastMore = 0.000_05

    /// Of the rank sum test: .001.
    private static let deviations = 3.09

    /// Where stage `baseline` measured too few blocks to show a level, anything beyond this has it measured once more. At least as
    /// many of those who slow both sides by more than what is tolerated are found as by ten blocks and their test.
    private static let suspected = 1.15

    /// Of each block: how much longer the baseline took than its middle beside itself, as a log ratio.
    private let beside: [Double]
    private let alone: [Double]
    /// In seconds, the mean of the operations' middles beside itself.
    private let level: Double
    private let isControlled: Bool
    /// Whether the level beside itself is known from a few blocks only, since the noise was known from earlier gates.
    private let isShort: Bool
    /// Whether any operation takes part on both occasions.
    let hasCommonOperations: Bool

    init(_ run: SampledRun, operations: [String], before: SampledRun) {
        isControlled = run.controls != nil
        isShort = !isControlled && before.isShort
        let reference = run.controls ?? before.samples
        var (beside, alone): ([[Double]], [[Double]]) = ([], [])
        var middles: [Double] = []
        var common = 0
        for operation in operations {
            let own = reference.first { $0.isResponseTime(of: operation) }
            let compared = run.samples.first { $0.isResponseTime(of: operation) }
            guard let own, let compared else { continue }
            common += 1
            let pairs = own.blocks.compactMap { block in
                if let one = block.baseline.middle, let other = block.candidate.middle {
                    (one, other)
                } else {
                    nil
                }
            }
            guard !pairs.isEmpty else { continue }
            let middle = sortedQuantile(pairs.flatMap { [$0.0, $0.1] }.sorted(), 0.5)
            guard middle > 0 else { continue }
            middles.append(middle)
            alone.append(pairs.map { log($0.0 / middle) / 2 + log($0.1 / middle) / 2 })
            beside.append(compared.blocks.compactMap(\.baseline.middle).map { log($0 / middle) })
        }
        hasCommonOperations = common > 0
        self.beside = meansByBlock(beside)
        self.alone = meansByBlock(alone)
        level = middles.isEmpty ? 0 : middles.reduce(0, +) / Double(middles.count)
    }

    private var least: Int { min(beside.count, alone.count) }

    private var isEnough: Bool {
        let few = isShort ? PooledNoise.freshBlocks : RuleJudging.leastBlocks
        return beside.count >= RuleJudging.leastBlocks && alone.count >= few
    }

    /// Log ratio; nil where there are too few blocks.
    private var shift: Double? {
        guard isEnough else { return nil }
        return sortedQuantile(beside.sorted(), 0.5) - sortedQuantile(alone.sorted(), 0.5)
    }

    var isSlower: Bool {
        let tolerated = isShort ? Self.suspected : Self.tolerated
        guard let shift, shift > log(tolerated), expm1(shift) * level > Self.leastMore else { return false }
        if isShort { return true }
        do throws(StatisticsError) {
            return try RankSumTest(alone, beside).deviations > Self.deviations
        } catch {
            return false  // `shift` has asked for eight finite numbers on either side
        }
    }

    var outcome: RuleOutcome {
        var numbers = Judgement.Numbers(scale: .ratio, flip: .never(.notOfARule))
        numbers.samples = .blocks(count: beside.count)
        guard let shift else {
            let few = Inconclusive.BaselineShortfall.fewAnswered(
                count: least, least: RuleJudging.leastBlocks)
            return RuleOutcome(Inconclusive(.tooFewSamples, .baseline(few)), numbers)
        }
        numbers.estimate = exp(shift)
        guard isSlower else {
            return RuleOutcome(
                .pass, numbers, isControlled ? [.hostChanged(change: expm1(shift))] : [])
        }
        return RuleOutcome(
            Inconclusive(
                .baselineSlowed,
                .baseline(.slowed(change: expm1(shift), isControlled: isControlled))),
            numbers, [.hint(.lookBesideAnswers)])
    }
}

/// The means over the operations of each block; those of operations that have left end early.
private func meansByBlock(_ series: [[Double]]) -> [Double] {
    (0..<(series.map(\.count).max() ?? 0)).map { block in
        let values = series.compactMap { $0.indices.contains(block) ? $0[block] : nil }
        return values.reduce(0, +) / Double(values.count)
    }
}

extension Samples {
    fileprivate func isResponseTime(of operation: String) -> Bool {
        metric == Metric.BuiltIn.responseTime.rawValue && self.operation == operation
    }
}

extension [Observed] {
    /// Their median in seconds; nil where none was taken, or none that has a logarithm.
    fileprivate var middle: Double? {
        let values = compactMap(\.value).filter { $0 > 0 && $0.isFinite }
        return values.isEmpty ? nil : sortedQuantile(values.sorted(), 0.5)
    }
}
