/// An estimate with one-sided bounds, each at a level of its own; an infinite bound says that nothing is shown on its side.
package struct EstimateBounds: Equatable, Sendable {
    package let estimate: Double
    package let lower: Double
    package let upper: Double

    package init(estimate: Double, lower: Double, upper: Double) {
        self.estimate = estimate
        self.lower = lower
        self.upper = upper
    }

    /// The same where nothing may be shown to be within a limit yet.
    package var withoutUpper: EstimateBounds {
        EstimateBounds(estimate: estimate, lower: lower, upper: .infinity)
    }
}

/// The levels of one look: that of the bound below, which shows what is beyond a limit, and of the one above, which shows
/// what is within it.
package struct LookLevels: Equatable, Sendable {
    package let blocks: Int
    package let below: Double
    package let above: Double

    package init(blocks: Int, below: Double, above: Double) {
        self.blocks = blocks
        self.below = below
        self.above = above
    }
}

extension SequentialRatioTest {
    /// The looks that so many blocks reach.
    package func levels(reachedBy blocks: Int) -> [LookLevels] {
        zip(violationSide, passSide).map {
            LookLevels(blocks: $1.blocks, below: $0.nominalAlpha, above: $1.nominalAlpha)
        }.filter { $0.blocks <= blocks }
    }
}
