/// The bounds of an estimate at each look of a group-sequential design: the same looks and levels as those of the
/// signed-rank test, for statistics that have an interval instead of ranks.
///
/// Everything is on a scale where more is worse. The first look that decides is final, and a pass has to hold at the last
/// look too (statistics.md, "Comparing with the baseline").
package struct BoundSequence: Sendable {
    package struct Look: Equatable, Sendable {
        package let blocks: Int
        package let bounds: EstimateBounds
    }

    /// How a limit came out.
    package enum Outcome: Equatable, Sendable {
        /// More blocks may still decide.
        case open
        case pass(Look)
        case violation(Look)
        /// Within the limit at a look, and no longer at the last one.
        case lostPass(Look)
        /// All looks are over.
        case undecided(Look)
    }

    package let looks: [Look]
    private let isComplete: Bool

    /// Levels are nominal ones of Brownian motion; `bounds` sees the blocks up to each look.
    package init(
        _ test: SequentialRatioTest, blocks: Int,
        _ bounds: (LookLevels) throws(StatisticsError) -> EstimateBounds
    ) throws(StatisticsError) {
        var looks: [Look] = []
        for levels in test.levels(reachedBy: blocks) {
            looks.append(Look(blocks: levels.blocks, bounds: try bounds(levels)))
        }
        self.looks = looks
        isComplete = looks.count == test.looks.count
    }

    /// Closer to the limit than this is on it, which shows nothing.
    private static let resolution = 1e-12

    package func outcome(_ limit: Double) -> Outcome {
        outcome(
            isWithin: { $0 < limit - BoundSequence.resolution },
            isBeyond: { $0 > limit + BoundSequence.resolution })
    }

    /// - Parameters:
    ///   - isWithin: Of an upper bound.
    ///   - isBeyond: Of a lower bound.
    package func outcome(isWithin: (Double) -> Bool, isBeyond: (Double) -> Bool) -> Outcome {
        guard let last = looks.last else { return .open }
        for look in looks {
            if isBeyond(look.bounds.lower) { return .violation(look) }
            if isWithin(look.bounds.upper) {
                return isWithin(last.bounds.upper) ? .pass(look) : .lostPass(look)
            }
        }
        return isComplete ? .undecided(last) : .open
    }

    /// Where the verdict turns.
    package var turningLimits: TurningLimits {
        let limits = looks.map { TurningLimits(pass: $0.bounds.upper, violation: $0.bounds.lower) }
        let turning = TurningLimits(of: limits)
        guard let last = limits.last else { return turning }
        return TurningLimits(pass: max(turning.pass, last.pass), violation: turning.violation)
    }
}
