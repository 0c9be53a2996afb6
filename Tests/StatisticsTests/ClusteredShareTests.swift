import Testing

@testable import Statistics

struct ClusteredShareTests {
    private let levels = LookLevels(blocks: 100, below: 0.05, above: 0.05)

    @Test(
        "where each process is one sample the bounds are those of Clopper and Pearson",
        arguments: [0, 1, 5, 60, 100])
    func independent(failures: Int) throws {
        let counts = (0..<100).map { $0 < failures ? 1 : 0 }
        let share = try ClusteredShare(failures: counts, sizes: counts.map { _ in 1 })
        let exact = try ProportionBounds(failures: failures, of: 100, alpha: 0.05)
        #expect(abs(share.bounds(levels).lower - exact.lower) < 1e-6)
        #expect(abs(share.bounds(levels).upper - exact.upper) < 1e-6)
        let limit = try ProportionLimit(proportion: 0.05, alpha: 0.05)
        #expect(share.mostPassing(0.05, 0.05) == limit.mostPassingFailures(of: 100))
        #expect(share.fewestViolating(0.05, 0.05) == limit.fewestViolatingFailures(of: 100))
    }

    /// One process of ten fails altogether: (9² + 9 · 1²) · 10/9 against 100 · .1 · .9.
    @Test("failures that one process has alone are worth little more than one")
    func oneProcess() throws {
        let share = try ClusteredShare(
            failures: [10] + [Int](repeating: 0, count: 9), sizes: [Int](repeating: 10, count: 10))
        #expect(abs(share.designEffect - 100.0 / 9) < 1e-12)
        // As independent ones 10 of 100 would show more than 4 %.
        #expect(share.bounds(levels).lower < 0.01)
        #expect(try ProportionBounds(failures: 10, of: 100, alpha: 0.05).lower > 0.04)
    }

    @Test("failures that all processes share alike are independent at best")
    func alike() throws {
        let share = try ClusteredShare(
            failures: [Int](repeating: 1, count: 10), sizes: [Int](repeating: 10, count: 10))
        #expect(share.designEffect == 1)
    }

    @Test("nothing that was counted is no share")
    func nothing() {
        #expect(throws: StatisticsError.tooFew(needed: 1, found: 0)) {
            try ClusteredShare(failures: [0], sizes: [0])
        }
    }
}

extension ClusteredShareTests {
    /// (1.645 / 1.895)² and (1.645 / 1.685)² of 80.
    @Test("few groups make samples worth less", arguments: [(8, 60.3), (40, 76.2), (80, 80.0), (1, 80.0)])
    func mostWorth(groups: Int, worth: Double) {
        #expect(abs(ClusteredShare.mostWorth(of: 80, groups: groups, 0.05) - worth) < 0.1)
    }
}

struct ShareDifferenceTests {
    @Test("without any slow value the interval is that of the share alone, not nothing")
    func none() throws {
        let none = [Int](repeating: 0, count: 40)
        let sizes = [Int](repeating: 10, count: 40)
        let difference = try ShareDifference(baseline: none, of: sizes, candidate: none, of: sizes)
        let bounds = try difference.bounds(LookLevels(blocks: 40, below: 0.05, above: 0.05))
        #expect(bounds.lower == 0)
        // 3 / 400 and somewhat more, since 40 processes tell how alike their values are.
        #expect((0.0074...0.0085).contains(bounds.upper))
    }

    @Test("what both sides have is no difference")
    func both() throws {
        let counts = (0..<40).map { $0 % 2 }
        let sizes = [Int](repeating: 10, count: 40)
        let difference = try ShareDifference(baseline: counts, of: sizes, candidate: counts, of: sizes)
        #expect(difference.difference == 0)
    }
}
