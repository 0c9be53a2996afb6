import Statistics
import Testing

@Suite("SamplePlan")
struct SamplePlanTests {
    @Test(
        "blocks are planned for the baseline's own noise, at least 24, at most 96, at a look",
        arguments: [
            // 1.1 · (3.97 · sigma / ln 1.05)²
            (0, 0.05, 24), (0.05, 0.05, 24), (0.075, 0.05, 44), (0.1, 0.05, 76), (0.1, 0.1, 24),
            (0.15, 0.05, 96),
            (1e200, 1e-200, 96),
        ] as [(Double, Double, Int)])
    func planned(sigma: Double, tolerance: Double, blocks: Int) throws {
        #expect(try SamplePlan.plannedBlocks(sigma: sigma, tolerance: tolerance) == blocks)
    }

    @Test(
        "where a block holds several rounds of pairs, fewer blocks are the least, never below 8",
        arguments: [(0.01, 1, 24), (0.01, 2, 12), (0.01, 3, 8), (0.01, 5, 8), (0.1, 5, 76)])
    func rounds(sigma: Double, rounds: Int, blocks: Int) throws {
        #expect(try SamplePlan.plannedBlocks(sigma: sigma, tolerance: 0.05, rounds: rounds) == blocks)
    }

    @Test(
        "with more judgements more blocks are needed before any violation could be shown",
        arguments: [
            // 2^−8 = .0039 is at most .049 / 12, 2^−12 = .000244 at most half of .049 / 100.
            (1, 8), (12, 8), (13, 12), (100, 12), (101, 16),
        ])
    func decidable(judgements: Int, blocks: Int) throws {
        #expect(SamplePlan.leastDecidableBlocks(alpha: 0.05, judgements: judgements) == blocks)
        // The design itself says that all margins beyond the limit are a violation there, and not four blocks before.
        let looks = try GroupSequentialDesign(maximumBlocks: blocks, alpha: 0.05 / Double(judgements)).looks
        #expect(try #require(looks.last).criticalValue >= 0)
    }

    @Test("the smallest change that a budget can show")
    func smallestChange() throws {
        // exp(3.97 · 0.1 · √(1.1 / 40)) − 1
        let change = try SamplePlan.smallestDetectableChange(sigma: 0.1, blocks: 40)
        #expect(isClose(change, 0.06805047652877921, within: 1e-15))
        #expect(try SamplePlan.smallestDetectableChange(sigma: 0, blocks: 40) == 0)
    }

    @Test("what cannot be planned for is refused")
    func refused() {
        #expect(throws: StatisticsError.outOfRange(.sigma, value: -1)) {
            try SamplePlan.plannedBlocks(sigma: -1, tolerance: 0.05)
        }
        #expect(throws: StatisticsError.outOfRange(.tolerance, value: 0)) {
            try SamplePlan.plannedBlocks(sigma: 0.1, tolerance: 0)
        }
        #expect(throws: StatisticsError.outOfRange(.sigma, value: .infinity)) {
            try SamplePlan.smallestDetectableChange(sigma: .infinity, blocks: 40)
        }
        #expect(throws: StatisticsError.outOfRange(.blocks, value: 0)) {
            try SamplePlan.smallestDetectableChange(sigma: 0.1, blocks: 0)
        }
    }
}
