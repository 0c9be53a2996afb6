import GateModel
import SimulatedGates
import Testing

@testable import Judging

/// What is foretold of comparisons, for literal noise.
@Suite struct ComparisonForecastTests {
    private func comparing(
        _ operations: Int, _ condition: Rule.Condition = fivePercent, blocks: Int? = nil,
        within: Duration? = nil
    ) -> Stage {
        let names = (0..<operations).map { "operation-\($0)" }
        return Stage(
            kind: .regress(Stage.Regress(pairs: nil, blocks: blocks)),
            rules: [rule(.median, responseTime, condition, on: names)], operations: names, within: within,
            position: here)
    }

    private func assumed(_ stage: Stage, _ sigma: Double) throws -> ComparisonForecast.Case {
        let forecast = try #require(forecastAssumingNoise(stage))
        #expect(forecast.source == .assumed)
        #expect(forecast.cases.map(\.noise.lowerBound) == [0.03, 0.05, 0.085, 0.15])
        #expect(forecast.cases.map { $0.rules.allSatisfy(\.curve.isEmpty) } == [true, true, false, true])
        return try #require(forecast.cases.first { $0.noise == sigma...sigma })
    }

    /// exp(3.97 · .085 · √(1.1/128)) − 1 = 3.18 %.
    @Test("noise that 128 blocks cope with passes ten operations nearly always, and has nothing to advise")
    func quiet() throws {
        let found = try assumed(comparing(10), 0.085)
        #expect(found.blocks == 128)
        #expect(found.rules.map(\.operation) == [nil])
        #expect(abs(found.rules[0].smallestChange - 0.0318) < 0.0001)
        #expect(found.passes > 0.98)
        #expect(found.advice == [])
        let curve = found.rules[0].curve
        #expect(curve.map { ($0.change * 1000).rounded() } == [0, 25, 50, 75, 100, 150])
        #expect(curve[0].pass > 0.98)
        // At the limit either side errs in at most one of twenty, and of a violation in one of two hundred.
        #expect(curve[2].pass < 0.065)
        #expect(curve[2].violation < 0.015)
        #expect(curve[5].violation > 0.99)
        for point in curve { #expect(abs(point.pass + point.violation + point.inconclusive - 1) < 1e-9) }
    }

    /// ln 1.05 / .15 is .325 deviations: one operation passes in 93 % (simulated), and .93 to the tenth is a half.
    /// 1.1 · (4.297 · 3.074)² = 192 blocks would do, or a limit of exp(.04879 · √(192/128)) − 1 = 6.2 %, rounded up. Fewer
    /// operations would not: not even one alone passes in 95 %.
    @Test("noise beyond that says by how much the limit, or the operations, would have to change")
    func noisy() throws {
        let found = try assumed(comparing(10), 0.15)
        #expect((0.44...0.56).contains(found.passes))
        #expect(found.advice == [.limit(rule: "as written", atLeast: 0.07), .quieterHost])
        #expect((0.92...0.95).contains(try assumed(comparing(1), 0.15).passes))
        // 5.7 % is what 128 blocks show, so that the baseline may end the gate: a limit of exp(.04879 · √(164/128)) − 1 is 5.7 %.
        #expect(
            try assumed(comparing(1), 0.15).advice == [
                .limit(rule: "as written", atLeast: 0.06), .quieterHost,
            ])
    }

    /// 1.1 · (4.297 · .085 / .04879)² = 61.6 blocks would do, or a limit of exp(.04879 · √(61.6/24)) − 1 = 8.1 %.
    @Test("fewer blocks than are needed are told, and how many would do")
    func declaredBlocks() throws {
        let found = try assumed(comparing(10, blocks: 24), 0.085)
        #expect(found.blocks == 24)
        #expect(found.passes < 0.2)
        #expect(found.advice == [.limit(rule: "as written", atLeast: 0.09), .blocks(64), .quieterHost])
    }

    @Test("a limit below which more is better tolerates as much, mirrored")
    func mirrored() throws {
        let atLeast = Rule.Condition.compare(.greaterOrEqual, .relativeShare(-0.05), or: nil)
        let found = try assumed(comparing(1, atLeast), 0.05)
        // 1 / .95 − 1
        #expect(abs(found.rules[0].tolerance - 0.0526) < 0.0001)
    }

    @Test("without a tolerance as a share there is nothing to foretell")
    func nothing() {
        #expect(forecastAssumingNoise(comparing(1, .range(0, 1))) == nil)
        #expect(forecastAssumingNoise(stage(.baseline(cycles: 5))) == nil)
    }

    /// Forty blocks of a service whose processes differ by σ_d .085, against itself.
    private func recorded(_ costs: BlockCosts? = nil) -> StageRun {
        var pair = SimulatedPair(.lognormal10, ratio: 1, pairs: 10, seed: 4, blockDeviation: 0.085)
        var run = run(
            .baseline,
            Samples(
                metric: "response_time", operation: "operation-0",
                blocks: (0..<40).map { _ in pair.nextBlock() }))
        run.blocks.blockCosts = costs
        return run
    }

    @Test("recorded noise is that of the blocks, and of operations that were measured")
    func fromLog() throws {
        let forecast = try #require(forecastByNoise(comparing(2), of: recorded(), entry: 12))
        #expect(forecast.source == .recorded(entry: 12))
        #expect(forecast.cases.count == 1)
        let found = forecast.cases[0]
        // Of forty blocks σ is known to a fifth.
        #expect((0.065...0.12).contains(found.noise.upperBound))
        #expect(found.rules.map(\.operation) == ["operation-0"])
        #expect(found.pairs == 25)
        #expect(forecastByNoise(comparing(2), of: run(.baseline), entry: 12) == nil)
        #expect(forecastByNoise(stage(.baseline(cycles: 5)), of: recorded(), entry: 12) == nil)
    }

    @Test("a stage without the time for its blocks is told how much it needs")
    func time() throws {
        // Two seconds a block: eight of them in sixteen seconds.
        let costs = BlockCosts(fixed: 2, pair: 0)
        let stage = comparing(1, within: .seconds(16))
        let found = try #require(forecastByNoise(stage, of: recorded(costs), entry: 12)).cases[0]
        #expect(found.blocks == 8)
        #expect(found.passes < 0.1)
        #expect(
            found.advice == [
                .limit(rule: "as written", atLeast: 0.15), .time(.seconds(120)), .quieterHost,
            ])
    }
}
