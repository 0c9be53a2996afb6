import GateModel
import Statistics

extension RuleJudging {
    /// Whether the stage looks again and again at blocks of fresh processes, so that its error is spent over the looks and
    /// a process counts as one.
    var looksSequentially: Bool {
        switch stage.kind {
        case .baseline, .regress: true
        case .compat, .memory, .scale, .check, .deploy, .watch: false
        }
    }

    /// How many samples lie beyond the bound, over looks at process groups.
    func clusteredFinding(
        _ rule: Rule, _ bound: OneSidedBound, _ allowed: Double, _ blocks: [[Double]]
    ) throws(StatisticsError) -> BoundFinding {
        guard maximumBlocks >= RuleJudging.leastBlocks, blocks.count >= sampled.leastBlocks else {
            return BoundFinding(.inconclusive(undecided(after: blocks.count)))
        }
        let isShare = rule.metric.source == .builtIn(.errors)
        let sequence = try isShare ? shares(rule, bound, blocks) : quantiles(bound, allowed, blocks)
        // Of a share of failures the limit is their number, of a percentile the value it stands at.
        let outcome =
            isShare
            ? sequence.outcome(isWithin: { $0 <= allowed }, isBeyond: { $0 >= allowed && $0 > 0 })
            : sequence.outcome(
                isWithin: { $0 < .infinity && bound.holds(bound.value(at: $0)) },
                isBeyond: { $0 > -.infinity && !bound.holds(bound.value(at: $0)) })
        let beyond = blocks.joined().count { rule.isBeyond($0, bound) }
        var found = BoundFinding(
            verdict(outcome, blocks.count, clusteredDetail(beyond, blocks, allowed, sequence)))
        if sampled.isShort, !isShare, try isFar(rule, bound, blocks) { found.verdict = .pass }
        found.turning =
            isShare ? sequence.turningLimits.ofFailures(bound) : sequence.turningLimits
        found.interval = found.turning.map { bound.interval($0) }
        return found
    }

    /// Few blocks whose levels differ show nothing by counts alone, however far the limit is; so far is enough: twice what the worst
    /// of them has.
    private static let farRatio = 2.0

    /// Whether the percentile of each block is within the limit by that ratio. Where the levels of blocks are lognormal, of a
    /// deviation of 1 even, four of them lie so far on the wrong side of the true percentile in less than .4 %.
    private func isFar(
        _ rule: Rule, _ bound: OneSidedBound, _ blocks: [[Double]]
    ) throws(StatisticsError) -> Bool {
        guard let statistic = rule.statistic, bound.value > 0 else { return false }
        let limit = bound.isUpper ? bound.value / Self.farRatio : bound.value * Self.farRatio
        for block in blocks {
            guard let own = try value(of: statistic, block), bound.isUpper ? own < limit : own > limit else {
                return false
            }
        }
        return true
    }

    /// Of the share of failed operations, or with a lower bound of those that did not fail.
    private func shares(
        _ rule: Rule, _ bound: OneSidedBound, _ blocks: [[Double]]
    ) throws(StatisticsError) -> BoundSequence {
        let failures = blocks.map { block in block.count { rule.isBeyond($0, bound) } }
        let sizes = blocks.map(\.count)
        return try BoundSequence(try sequentialTest(), blocks: blocks.count) {
            levels throws(StatisticsError) in
            try ClusteredShare(
                failures: Array(failures.prefix(levels.blocks)), sizes: Array(sizes.prefix(levels.blocks))
            ).bounds(levels)
        }
    }

    /// Bounds of a percentile are samples, as positions: so many may lie beyond the upper one, and so many lie beyond the
    /// lower one, that chance seldom explains it.
    ///
    /// How alike the samples of a process are is told by those beyond the percentile itself (R. S. Woodruff, JASA 47,
    /// 1952): there are some, however far the limit is.
    private func quantiles(
        _ bound: OneSidedBound, _ allowed: Double, _ blocks: [[Double]]
    ) throws(StatisticsError) -> BoundSequence {
        let positions = blocks.map { $0.map(bound.position) }
        return try BoundSequence(try sequentialTest(), blocks: blocks.count) {
            levels throws(StatisticsError) in
            let groups = Array(positions.prefix(levels.blocks))
            let sorted = groups.flatMap { $0 }.sorted(by: >)
            guard !sorted.isEmpty else { throw .tooFew(needed: 1, found: 0) }
            let own = sorted[min(sorted.count - 1, Int(allowed * Double(sorted.count)))]
            let counts = groups.map { group in group.count { $0 > own } }
            // Where the percentile is the largest value of all, those that equal it tell how alike they are.
            let tied = counts.allSatisfy { $0 == 0 } ? groups.map { group in group.count { $0 >= own } } : nil
            let share = try ClusteredShare(failures: counts, sizes: groups.map(\.count), spread: tied)
            let pass = share.mostPassing(allowed, levels.above).map { sorted[$0] }
            let violation = share.fewestViolating(allowed, levels.below).map { sorted[$0 - 1] }
            return EstimateBounds(
                estimate: own, lower: violation ?? -.infinity, upper: pass ?? .infinity)
        }
    }

    private func clusteredDetail(
        _ beyond: Int, _ blocks: [[Double]], _ allowed: Double, _ sequence: BoundSequence
    ) -> Inconclusive {
        let isTooFew = sequence.looks.last?.bounds.upper == .infinity
        return Inconclusive(
            isTooFew ? .tooFewSamples : .tooClose,
            .share(
                .closeOfBlocks(
                    beyond: beyond, of: blocks.reduce(0) { $0 + $1.count }, blocks: blocks.count,
                    allowed: isTooFew ? nil : allowed)))
    }

    /// The mean of all samples against the bound, by a t interval over process groups.
    func meanFinding(
        _ rule: Rule, _ bound: OneSidedBound, _ blocks: [[Double]]
    ) throws(StatisticsError) -> BoundFinding {
        guard maximumBlocks >= RuleJudging.leastBlocks, blocks.count >= sampled.leastBlocks else {
            return BoundFinding(.inconclusive(undecided(after: blocks.count)))
        }
        let totals = blocks.map { BlockTotal($0.map(bound.position)) }
        let requests = { (blocks: Int) in totals.prefix(blocks).reduce(0) { $0 + $1.count } }
        let isEnough = { (blocks: Int) in
            !rule.metric.isOfRequests || requests(blocks) >= MeanSeries.leastRequests
        }
        let sequence = try BoundSequence(try sequentialTest(), blocks: blocks.count) {
            levels throws(StatisticsError) in
            let bounds = try BlockTotals(Array(totals.prefix(levels.blocks))).bounds(levels)
            return isEnough(levels.blocks) ? bounds : bounds.withoutUpper
        }
        let why =
            isEnough(blocks.count)
            ? Inconclusive.leftOpen(by: blocks.count)
            : RuleJudging.tooFewForMean(requests(blocks.count))
        var found = BoundFinding(
            verdict(sequence.outcome(bound.position(bound.value)), blocks.count, why))
        found.turning = sequence.turningLimits
        found.interval = found.turning.map { bound.interval($0) }
        return found
    }

    /// - Parameter undecided: Why, where all looks are over.
    func verdict(
        _ outcome: BoundSequence.Outcome, _ blocks: Int, _ undecided: @autoclosure () -> Inconclusive
    ) -> Verdict {
        switch outcome {
        case .open: .inconclusive(self.undecided(after: blocks))
        case .pass: .pass
        case .violation: .violation
        case .lostPass(let look): noLongerPasses(look.blocks, blocks)
        case .undecided: .inconclusive(undecided())
        }
    }
}

extension OneSidedBound {
    /// The value that stands at a position.
    func value(at position: Double) -> Double { isUpper ? position : -position }
}

extension TurningLimits {
    /// Of the share of failures, as positions of the bound; a lower bound is about those that did not fail.
    fileprivate func ofFailures(_ bound: OneSidedBound) -> TurningLimits {
        let violation = violation > 0 ? violation : -.infinity
        return bound.isUpper
            ? TurningLimits(pass: pass, violation: violation)
            : TurningLimits(pass: pass - 1, violation: violation - 1)
    }
}
