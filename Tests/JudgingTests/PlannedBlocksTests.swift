import GateModel
import Glibc
import SimulatedGates
import Statistics
import Testing

@testable import Judging

struct PlannedBlocksTests {
    private let median = rule(.median, responseTime, fivePercent)

    private func planned(_ rules: [Rule], pairs: Int = 10, after earlier: [StageRun]) -> Int {
        let stage = stage(regress(pairs: pairs), rules)
        return ComparisonPlan(for: stage, after: earlier).plannedBlocks
    }

    /// Ratios r and 1/r in turns over 40 blocks: sigma = √(40/39) · ln r. Needed are 1.1 · (3.97 · sigma / ln
    /// 1.05)².
    @Test(
        "the baseline's own noise plans the blocks",
        arguments: [
            // Two modes ±ln r have the robust deviation 1.4826 · ln r.
            (1.01, 24),  // 1.6, and never fewer than 24
            (1.04, 28),  // sigma .0581, 24.6, the next look
            (1.06, 56),  // sigma .0864, 54.4
            (1.50, 96),  // 2632, and never more than 96
        ])
    func noise(ratio: Double, blocks: Int) {
        let baseline = run(.baseline, ratios(repeated([ratio, 1 / ratio], 20)))
        #expect(planned([median], after: [baseline]) == blocks)
    }

    @Test("the noisiest rule counts")
    func noisiest() {
        let quiet = ratios(repeated([1.01, 1 / 1.01], 20))
        let noisy = ratios(repeated([1.06, 1 / 1.06], 20), of: 90, score)
        let steady = rule(.median, score, fivePercent)
        #expect(planned([median, steady], after: [run(.baseline, quiet, noisy)]) == 56)
    }

    @Test("where the noise is unknown it is 40")
    func unknown() {
        #expect(planned([median], after: []) == 40)
        #expect(planned([median], after: [run(.baseline)]) == 40)
        #expect(planned([median], after: [run(.baseline, ratios([1]))]) == 40)
        #expect(planned([median], after: [run(.baseline, pairs(responseTime, [0, 0], [0, 0]))]) == 40)
    }

    @Test("a share that takes many samples to show gets its blocks, at most 96")
    func shares() {
        let baseline = [run(.baseline)]
        // At about .02 for the last look 390 samples for 1 %, ten a block: 39, the next look.
        #expect(planned([rule(nil, errors, atMost(0.01))], after: baseline) == 40)
        #expect(planned([rule(.quantile(0.95), responseTime, atMost(1))], after: baseline) == 24)
        #expect(planned([rule(.quantile(0.999), responseTime, atMost(1))], pairs: 1, after: baseline) == 96)
        #expect(planned([rule(nil, errors, atMost(0))], after: baseline) == 24)
    }

    @Test("process groups that answer the pairs several times over may be fewer")
    func groups() {
        var baseline = run(.baseline, ratios(repeated([1.01, 1 / 1.01], 20)))
        baseline.blocks.roundsPerGroup = 5
        #expect(planned([median], after: [baseline]) == 8)
        // The noise between groups still asks for what it asks for: 54.4.
        baseline = run(.baseline, ratios(repeated([1.06, 1 / 1.06], 20)))
        baseline.blocks.roundsPerGroup = 5
        #expect(planned([median], after: [baseline]) == 56)
        // 299 samples for 1 %, fifty a group: 6, and never fewer than 8.
        #expect(planned([rule(nil, errors, atMost(0.01))], after: [baseline]) == 8)
        // Thirteen judgements share alpha: 2^−8 is too much for one of them.
        let many = (1...13).map { rule(.median, responseTime, fivePercent, id: "r\($0)") }
        let quiet = run(.baseline, ratios(repeated([1.001, 1 / 1.001], 20)))
        var grouped = quiet
        grouped.blocks.roundsPerGroup = 5
        #expect(planned(many, after: [grouped]) == 12)
    }

    @Test("a host that became restless after the baseline gets more blocks, a quieter one no fewer")
    func replanned() {
        let stage = stage(regress(), [median])
        // ±ln 1.06 about a change of 20 %: 54.4 as without the change, which the plan does not see.
        let restless = run(.regress, ratios(repeated([1.2 * 1.06, 1.2 / 1.06], 4)))
        let quiet = run(.regress, ratios(repeated([1.2, 1.2], 4)))
        let plan = ComparisonPlan(pairs: 10, plannedBlocks: 24, maximumBlocks: 128)
        #expect(plan.replanned(from: restless.blocks, for: stage).plannedBlocks == 56)
        #expect(plan.replanned(from: quiet.blocks, for: stage) == plan)
    }

    // MARK: Pairs

    /// Blocks of ten pairs in which single requests scatter by `within`, and processes by `between`.
    private func noisy(within: Double, between: Double, costs: BlockCosts?) -> StageRun {
        var generator = SeededGenerator(seed: 1, stream: "planned pairs")
        var samples = Samples(metric: "response_time", operation: "search")
        for _ in 0..<40 {
            let ratio = exp(between * generator.normal())
            let times = { (ratio: Double) in
                (0..<10).map { _ in Observed.value(0.01 * ratio * exp(within * generator.normal())) }
            }
            samples.blocks.append(Block(baseline: times(1), candidate: times(ratio)))
        }
        var baseline = run(.baseline, samples)
        baseline.blocks.blockCosts = costs
        return baseline
    }

    private func chosen(_ baseline: StageRun) -> ComparisonPlan {
        ComparisonPlan(
            for: stage(.regress(Stage.Regress(pairs: nil, blocks: nil)), [median]), after: [baseline])
    }

    @Test("requests that scatter get more pairs, where a start takes longer than a pair")
    func scatteringRequests() {
        let costs = BlockCosts(fixed: 0.5, pair: 0.01)
        #expect(chosen(noisy(within: 0.3, between: 0, costs: costs)).pairs >= 60)
        #expect(chosen(noisy(within: 0.05, between: 0, costs: costs)).pairs <= 15)
    }

    @Test("processes that differ get more blocks, and no more pairs")
    func differingProcesses() {
        let plan = chosen(noisy(within: 0.05, between: 0.1, costs: BlockCosts(fixed: 0.5, pair: 0.01)))
        #expect(plan.pairs <= 15)
        #expect(plan.plannedBlocks >= 60)
        #expect(plan.maximumBlocks == 128)
    }

    @Test("pairs that cost nothing are many, and 25 where nobody knows what they cost")
    func costs() {
        #expect(
            chosen(noisy(within: 0.3, between: 0, costs: BlockCosts(fixed: 5, pair: 0.0001))).pairs >= 150)
        #expect(chosen(noisy(within: 0.3, between: 0, costs: nil)).pairs == 25)
    }

    @Test("what is declared stays")
    func declared() {
        let stage = stage(.regress(Stage.Regress(pairs: 7, blocks: 9)), [median])
        let plan = ComparisonPlan(for: stage, after: [noisy(within: 0.3, between: 0.1, costs: nil)])
        #expect(plan == ComparisonPlan(pairs: 7, plannedBlocks: 9, maximumBlocks: 9))
    }

    @Test("a percentile of a block needs a hundred pairs")
    func percentile() {
        let stage = stage(
            .regress(Stage.Regress(pairs: nil, blocks: nil)),
            [rule(.quantile(0.95), responseTime, fivePercent)])
        let baseline = noisy(within: 0.05, between: 0.1, costs: BlockCosts(fixed: 0.5, pair: 0.01))
        #expect(ComparisonPlan(for: stage, after: [baseline]).pairs >= 100)
    }
}
