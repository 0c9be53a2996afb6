import Testing

@testable import Statistics

struct BoundSequenceTests {
    /// Of at most 20 blocks: looks at 8, 12, 16 and 20.
    private func sequence(_ upper: [Double], lower: [Double]) throws -> BoundSequence {
        let test = try SequentialRatioTest(maximumBlocks: 20, alpha: 0.05)
        let blocks = [8, 12, 16, 20]
        return try BoundSequence(test, blocks: blocks[upper.count - 1]) { levels in
            let index = blocks.firstIndex(of: levels.blocks) ?? 0
            return EstimateBounds(estimate: 0, lower: lower[index], upper: upper[index])
        }
    }

    @Test("the first look that decides is final, and a pass has to hold at the last one too")
    func outcomes() throws {
        let open = try sequence([3, 2], lower: [-3, -2])
        #expect(open.outcome(1) == .open)
        let pass = try sequence([3, 0.5, 0.6], lower: [-3, -2, -2])
        #expect(pass.outcome(1) == .pass(pass.looks[1]))
        let lost = try sequence([0.5, 2], lower: [-3, -2])
        #expect(lost.outcome(1) == .lostPass(lost.looks[0]))
        let violation = try sequence([3, 2, 0.5], lower: [-3, 1.5, -2])
        #expect(violation.outcome(1) == .violation(violation.looks[1]))
        let undecided = try sequence([3, 2, 2, 2], lower: [-3, -2, -2, -2])
        #expect(undecided.outcome(1) == .undecided(undecided.looks[3]))
    }

    @Test("a bound that is exactly at the limit shows nothing")
    func atTheLimit() throws {
        #expect(try sequence([1, 1], lower: [1, 1]).outcome(1) == .open)
    }

    @Test("the verdict turns at the tightest bound above and the loosest below")
    func turning() throws {
        let turning = try sequence([3, 2, 2.5], lower: [-3, 0.5, -1]).turningLimits
        #expect(turning == TurningLimits(pass: 2.5, violation: 0.5))
    }
}

struct SkewedReachTests {
    /// Mean 1, deviation √8, t(.05, 7) = 1.8946: 1.8946 · √8 / √8. Third moment (7 · (−1) + 343) / 8 = 42, so
    /// 42 / (6 · 8 · 8) · (1 + 2 · 1.8946²) = .8946 on the side of the tail.
    @Test("one large value among many widens the side that it lies on")
    func skewed() throws {
        let values = [0, 0, 0, 0, 0, 0, 0, 8.0]
        let reach = try SkewedReach(values, belowAlpha: 0.05, aboveAlpha: 0.05)
        #expect(abs(reach.below - 1.8946) < 1e-4)
        #expect(abs(reach.above - (1.8946 + 0.8946)) < 1e-3)
        let mirrored = try SkewedReach(values.map { -$0 }, belowAlpha: 0.05, aboveAlpha: 0.05)
        #expect(mirrored.below == reach.above)
        #expect(mirrored.above == reach.below)
    }

    @Test("values that are all alike have no reach")
    func alike() throws {
        let reach = try SkewedReach([2, 2, 2], belowAlpha: 0.05, aboveAlpha: 0.01)
        #expect(reach.below == 0)
        #expect(reach.above == 0)
    }
}

struct MeanRatioTests {
    @Test("the ratio is that of all values, whatever the sizes of the blocks")
    func ratio() throws {
        let ratio = try MeanRatio(
            baseline: [BlockTotal([1, 1]), BlockTotal([1])],
            candidate: [BlockTotal([2]), BlockTotal([2, 2, 6])])
        // 12 / 4 against 3 / 3.
        #expect(ratio.candidate.mean == 3)
        #expect(abs(ratio.logRatio - 1.0986122886681098) < 1e-12)
    }

    @Test("mirrored, the bounds change places")
    func mirrored() throws {
        let ratio = try MeanRatio(
            baseline: [1, 2, 3, 2].map { BlockTotal([$0]) }, candidate: [2, 2, 3, 4].map { BlockTotal([$0]) })
        let levels = LookLevels(blocks: 4, below: 0.05, above: 0.05)
        let (plain, mirror) = (try ratio.bounds(levels), try ratio.bounds(levels, isMirrored: true))
        #expect(mirror.estimate == -plain.estimate)
        #expect(abs(mirror.lower + plain.upper) < 1e-12)
        #expect(abs(mirror.upper + plain.lower) < 1e-12)
    }

    @Test("a mean of zero has no ratio, single zeros have")
    func zeros() throws {
        #expect(throws: StatisticsError.notPositive(index: 0, value: 0)) {
            try MeanRatio(baseline: [BlockTotal([0])], candidate: [BlockTotal([1])])
        }
        #expect(
            try MeanRatio(baseline: [BlockTotal([0, 2])], candidate: [BlockTotal([1])]).logRatio == 0)
    }
}
