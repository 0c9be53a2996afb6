import GateModel
import Statistics

/// What two series of samples are compared by.
package enum RatioStatistic: String, Hashable, Sendable, CaseIterable {
    /// The typical sample, by the signed-rank test over blocks.
    case median
    /// The ratio of the totals, by a t interval over blocks.
    case mean
    /// The 95th percentile of each block, by the signed-rank test.
    case p95
    /// The share of samples above twice the baseline's median, as a difference.
    case tail

    /// How much worse is tolerated where nobody says it: of the tail one sample in a hundred.
    package var usualTolerance: Double { self == .tail ? 0.01 : 0.05 }

    /// Values that are enough for a block.
    var blockSize: Int { self == .p95 ? 100 : SampleBlocks.usualSize }

    /// Values of a block that are used: a median takes all pairs of them.
    var mostOfBlock: Int { self == .median ? SampleBlocks.largestSize : .max }

    /// Samples a side without which nothing can be shown.
    var leastSamples: Int {
        switch self {
        case .median: SampleBlocks.least
        case .mean: MeanSeries.leastRequests
        case .p95: SampleBlocks.least * blockSize
        // With none of them above, at most one in a hundred is.
        case .tail: 299
        }
    }
}

extension RatioJudging {
    /// The judgement of two sides' blocks by their mean or their tail, all looks at once.
    func judgeBounds(
        _ sides: [[[Double]]], isMirrored: Bool, name: String?, basis: SampleSize
    ) throws(StatisticsError) -> SampleJudgement {
        let count = sides[0].count
        let test = try SequentialRatioTest(maximumBlocks: count, alpha: alpha, judgements: judgements)
        let isTail = statistic == .tail
        let sequence = try BoundSequence(test, blocks: count) { levels throws(StatisticsError) in
            let seen = sides.map { Array($0.prefix(levels.blocks)) }
            guard isTail else { return try meanBounds(seen, levels, isMirrored) }
            return try TailComparison(seen[0], seen[1]).difference.bounds(levels)
        }
        let limit = isTail ? tolerance : try tolerated(isMirrored)
        let outcome = sequence.outcome(limit)
        var judgement = SampleJudgement(
            name: name, limit: limitText(isMirrored), verdict: verdict(outcome, count),
            scale: isTail ? .unit(.share) : .ratio, basis: basis)
        guard let look = outcome.look ?? sequence.looks.last else { return judgement }
        let shown = { (value: Double) -> Double? in
            guard value.isFinite else { return nil }
            return isTail ? value : self.ratio(value, isMirrored)
        }
        judgement.count = look.blocks
        judgement.estimate = shown(look.bounds.estimate)
        judgement.lower = shown(isMirrored ? look.bounds.upper : look.bounds.lower)
        judgement.upper = shown(isMirrored ? look.bounds.lower : look.bounds.upper)
        return judgement
    }

    private func meanBounds(
        _ sides: [[[Double]]], _ levels: LookLevels, _ isMirrored: Bool
    ) throws(StatisticsError) -> EstimateBounds {
        let totals = sides.map { $0.map { BlockTotal($0) } }
        let bounds = try MeanRatio(baseline: totals[0], candidate: totals[1])
            .bounds(levels, isMirrored: isMirrored)
        let fewest = totals.map { $0.reduce(0) { $0 + $1.count } }.min() ?? 0
        return fewest >= MeanSeries.leastRequests ? bounds : bounds.withoutUpper
    }

    private func verdict(_ outcome: BoundSequence.Outcome, _ blocks: Int) -> Verdict {
        switch outcome {
        case .pass: .pass
        case .violation: .violation
        case .open, .undecided:
            .inconclusive(
                Inconclusive(
                    .tooClose, "undecided after \(blocks) blocks; move the limit, or measure more"))
        case .lostPass(let look):
            .inconclusive(
                Inconclusive(
                    .tooClose, .blocks(.lostPass(at: look.blocks, blocks: blocks, since: nil))))
        }
    }
}
