import GateModel
import Glibc
import Statistics
import Testing

@testable import Judging

/// A few fresh blocks of the baseline against itself beside those that earlier gates recorded.
struct PooledNoiseTests {
    private let baseline = stage(.baseline(cycles: 5))
    private let median = rule(.median, responseTime, fivePercent, id: "regress/median-response_time-rel")

    /// Log ratios ±.002, in an order without a trend or a period.
    private func quiet(_ count: Int, _ ratio: Double = 0.002) -> [Double] {
        (0..<count).map { $0.nonzeroBitCount.isMultiple(of: 2) ? ratio : -ratio }
    }

    private func noise(_ ratios: [Double], pairs: Int = 1, rounds: Int = 1) -> RecordedNoise {
        RecordedNoise(
            sources: [
                RecordedNoise.Source(index: 5, leaf: "b5", blocks: 4),
                RecordedNoise.Source(index: 3, leaf: "a3", blocks: ratios.count - 4),
            ], roundsPerGroup: rounds,
            series: [
                RecordedNoise.Series(
                    rule: median.id, operation: "search", ratios: ratios, within: 0, pairs: pairs),
                RecordedNoise.Series(
                    rule: "steadiness", operation: "search", ratios: ratios, within: 0, pairs: pairs),
            ])
    }

    private func short(_ values: [Double], _ noise: RecordedNoise?) -> StageRun {
        var run = run(.baseline, ratios(values))
        run.blocks.recordedNoise = noise
        run.blocks.plannedBlocks = PooledNoise.plannedBlocks
        return run
    }

    private func judged(_ run: StageRun, rules: [Rule]? = nil) -> StageResult {
        judge(run, of: baseline, in: pipeline(baseline, stage(regress(), rules ?? [median])), after: [])
    }

    private let four = [1.002, 0.998, 1.001, 0.999]

    @Test("four blocks that look like the recorded ones are enough")
    func enough() throws {
        let result = judged(short(four, noise(quiet(14))))
        #expect(
            result.judgements.map(\.id) == [
                "baseline/resolution-median-response_time-rel/search", "baseline/steadiness/search",
            ])
        #expect(result.verdict == .pass)
        // Of 18 log ratios within ±.002 the robust deviation is .00297: exp(3.97 · .00297 · √(1.1/128)) − 1 = .11 %.
        #expect(
            result.judgements[0].said == [
                "128 blocks of 1 pair would show a change of 0.109 %",
                "by 4 blocks, and 14 that entries 5 and 3 recorded",
            ])
    }

    @Test("without a record, or of blocks of another size, they are too few")
    func tooFew() {
        let why = "undecided after 4 blocks, at least 8 needed"
        let few = "undecided after 4 of at most 40 blocks, at least 8 needed"
        #expect(judged(short(four, nil)).judgements[0].verdict.inWords == inconclusive(.tooFewSamples, few))
        for other in [noise(quiet(14), pairs: 2), noise(quiet(14), rounds: 3)] {
            #expect(
                judged(short(four, other)).judgements[0].verdict.inWords == inconclusive(.tooFewSamples, why))
        }
        let elsewhere = rule(.median, responseTime, fivePercent, id: "regress/other")
        #expect(
            judged(short(four, noise(quiet(14))), rules: [elsewhere]).judgements[0].verdict.inWords
                == inconclusive(.tooFewSamples, why))
    }

    /// Mean squares of about .01² and .002²: F(4, 14) = 25, where 3.1 is exceeded once in twenty.
    @Test("fresh blocks that differ by more than the recorded ones ask for as many as without")
    func contradicted() {
        let restless = [1.01, 0.99, 1.01, 0.99]
        let why = "4 blocks differ by more than the 14 that earlier gates recorded"
        let found = judged(short(restless, noise(quiet(14))))
        #expect(found.judgements[0].verdict.inWords == inconclusive(.tooFewSamples, why))
        #expect(!found.isDecided)
        // Then they alone count, and steadiness is judged again.
        let dozen = [1.01, 1.01, 0.99, 1.01, 0.99, 0.99, 1.01, 0.99, 0.99, 1.01, 1.01, 0.99]
        let whole = judged(short(dozen, noise(quiet(14))))
        #expect(whole.verdict == .pass)
        #expect(whole.judgements.map(\.id).last == "baseline/steadiness/search")
        #expect(whole.judgements[0].said.count == 1)
    }

    @Test("recorded noise alone never finds the host too noisy")
    func neverTooNoisy() {
        let found = judged(short(four, noise(quiet(14, 0.5))))
        #expect(found.judgements[0].verdict.reason == .tooFewSamples)
    }

    // MARK: What is recorded for the next gate

    private let comparing = stage(
        regress(), [rule(.median, responseTime, fivePercent, id: "regress/median-response_time-rel")])

    @Test("a gate records its own blocks, then the newest of those that it had")
    func chain() throws {
        let first = try #require(
            RecordedNoise(of: run(.baseline, ratios(repeated(four, 3))), for: comparing, index: 3, leaf: "a3")
        )
        #expect(first.sources == [RecordedNoise.Source(index: 3, leaf: "a3", blocks: 12)])
        #expect(first.series.map(\.rule) == [median.id, "steadiness"])
        #expect(first.series.map(\.ratios.count) == [12, 12])
        let second = try #require(RecordedNoise(of: short(four, first), for: comparing, index: 5, leaf: "b5"))
        #expect(second.sources.map(\.blocks) == [4, 12])
        #expect(second.blocks == 16)
        #expect(second.series[0].ratios[0].isClose(to: log(1.002)))
        // At most 24 blocks: the oldest go.
        let fourth = try #require(
            (0..<2).reduce(second as RecordedNoise?) { noise, gate in
                RecordedNoise(of: short(four, noise), for: comparing, index: 7 + gate, leaf: "c")
            })
        #expect(fourth.sources.map(\.blocks) == [4, 4, 4, 12])
        let fifth = try #require(RecordedNoise(of: short(four, fourth), for: comparing, index: 9, leaf: "d"))
        #expect(fifth.sources.map(\.blocks) == [4, 4, 4, 4, 8])
        #expect(fifth.series[0].ratios.count == 24)
    }

    @Test("a gate that had to measure as many blocks by itself leaves only those")
    func anew() throws {
        let whole = short(repeated([1.01, 0.99], 5), noise(quiet(14)))
        let left = try #require(RecordedNoise(of: whole, for: comparing, index: 7, leaf: "c"))
        #expect(left.sources.map(\.index) == [7])
        #expect(left.series[0].ratios.count == 10)
    }

    @Test("too few blocks, a stage that ended early, and a rule without blocks leave nothing")
    func nothing() {
        let few = run(.baseline, ratios(four))
        #expect(RecordedNoise(of: few, for: comparing, index: 3, leaf: "a") == nil)
        let ended = run(.baseline, ratios(repeated(four, 3)), failure: Inconclusive(.serviceDied, "exit 1"))
        #expect(RecordedNoise(of: ended, for: comparing, index: 3, leaf: "a") == nil)
        let other = stage(regress(), [median, rule(.median, score, fivePercent, id: "regress/score")])
        #expect(
            RecordedNoise(of: run(.baseline, ratios(repeated(four, 3))), for: other, index: 3, leaf: "a")
                == nil)
    }

    @Test("more cycles than usual are measured, whatever is recorded", arguments: [(5, true), (6, false)])
    func cycles(cycles: Int, takes: Bool) {
        #expect(stage(.baseline(cycles: cycles)).takesRecordedNoise == takes)
    }

    // MARK: What rests on the stage

    @Test("the plan of the comparison is that of all blocks together")
    func plan() {
        let declared = stage(regress(pairs: 10), [median])
        // ±ln 1.06 in 36 recorded blocks: about 54 are needed, as of forty that were measured.
        let recorded = noise((0..<36).map { $0.isMultiple(of: 2) ? log(1.06) : -log(1.06) })
        let run = short([1.06, 1 / 1.06, 1.06, 1 / 1.06], recorded)
        #expect(ComparisonPlan(for: declared, after: [run]).plannedBlocks == 56)
    }

    @Test("what the noise lets a comparison show is told of all blocks together")
    func assessed() throws {
        let declared = pipeline(baseline, stage(regress(blocks: 40), [median]))
        let found = try #require(
            measuredMetrics(of: [short(four, noise(quiet(14)))], on: .baseline, in: declared).first?
                .assessment)
        #expect(found.grade == .quiet)
        let alone = measuredMetrics(of: [short(four, nil)], on: .baseline, in: declared).first?.assessment
        #expect(alone?.grade == .unknown)
    }

    /// In each of three gates the ratios rise from block to block: 45, 6 and 6 of the pairs within a gate, of 57.
    @Test("that process pairs drift apart is told by each gate's blocks, recorded and fresh")
    func steadiness() throws {
        func rising(_ count: Int) -> [Double] { (0..<count).map { exp(0.0005 * Double($0) - 0.001) } }
        let first = try #require(
            RecordedNoise(of: run(.baseline, ratios(rising(10))), for: comparing, index: 3, leaf: "a"))
        let second = try #require(
            RecordedNoise(of: short(rising(4), first), for: comparing, index: 4, leaf: "b"))
        let found = judged(short(rising(4), second)).judgements.last
        #expect(found?.id == "baseline/steadiness/search")
        #expect(found?.verdict.reason == .notSteady)
        #expect(found?.numbers.samples == .pooledProcesses(count: 4, earlier: 14))
    }

    @Test(
        "a level that is known from four blocks is measured once more at the first suspicion",
        arguments: [(1.1, false), (1.2, true), (1.6, true)])
    func level(factor: Double, isSuspected: Bool) throws {
        let alone = short(four, noise(quiet(14)))
        var beside = run(.regress, pairs(responseTime, repeated([0.010 * factor], 8), repeated([0.010], 8)))
        #expect(needsControls(beside.blocks, of: comparing, after: [alone]) == isSuspected)
        func verdict() -> Verdict? {
            judge(beside, of: comparing, in: pipeline(baseline, comparing), after: [alone]).judgements
                .first { $0.id == "regress/level" }?.verdict
        }
        #expect((verdict() == .pass) == !isSuspected)
        // Beside itself right afterwards it takes as long as before: 20 % more are tolerated, 60 % are not.
        beside.blocks.controls = [ratios(repeated([1], 8))]
        #expect((verdict() == .pass) == (factor < 1.25))
    }

    /// 4 blocks of 10 pairs on both sides, all within: with 3 degrees of freedom as good as 14 independent ones, and ½^14 is less
    /// than the .0039 that the look at four may spend.
    @Test("a range of the baseline's own is shown by both processes of four blocks")
    func range() throws {
        let block = Block(
            baseline: (0..<10).map { .value(0.009 + 0.0002 * Double($0)) },
            candidate: (0..<10).map { .value(0.0091 + 0.0002 * Double($0)) })
        var samples = Samples(metric: "response_time", operation: "search", blocks: repeated([block], 4))
        let wide = rule(.median, responseTime, .range(0.001, 0.1))
        func verdict(_ rule: Rule, _ noise: RecordedNoise?) throws -> Verdict {
            var run = run(.baseline, samples)
            run.blocks.recordedNoise = noise
            run.blocks.plannedBlocks = noise == nil ? nil : PooledNoise.plannedBlocks
            let stage = stage(.baseline(cycles: 5), [rule])
            return try #require(
                judge(run, of: stage, in: pipeline(stage, comparing), after: []).judgements.last
            ).verdict
        }
        #expect(try verdict(wide, noise(quiet(14), pairs: 10)) == .pass)
        #expect(try verdict(wide, nil).reason == .tooFewSamples)
        // Half of the samples on either side of the limit show neither.
        let middle = rule(.median, responseTime, .compare(.lessOrEqual, .absolute(0.00995), or: nil))
        #expect(try verdict(middle, noise(quiet(14), pairs: 10)).reason == .tooFewSamples)
        samples.blocks = repeated([block], 3)
        #expect(try verdict(wide, noise(quiet(14), pairs: 10)).reason == .tooFewSamples)
    }

    /// Φ(−ln 2)⁴ = .0035 for levels that deviate by 1.
    @Test(
        "blocks whose levels differ show a range that is twice as wide on either side",
        arguments: [(0.002, 0.05, true), (0.003, 0.05, false), (0.002, 0.02, false)])
    func farRange(least: Double, most: Double, isShown: Bool) throws {
        let blocks = [0.005, 0.010, 0.014, 0.008].map { level in
            Block(
                baseline: (0..<10).map { .value(level * (1 + 0.001 * Double($0))) },
                candidate: (0..<10).map { .value(level * (1 + 0.001 * Double($0))) })
        }
        var run = run(.baseline, Samples(metric: "response_time", operation: "search", blocks: blocks))
        run.blocks.recordedNoise = noise(quiet(14), pairs: 10)
        run.blocks.plannedBlocks = PooledNoise.plannedBlocks
        let stage = stage(.baseline(cycles: 5), [rule(.median, responseTime, .range(least, most))])
        let judgement = try #require(
            judge(run, of: stage, in: pipeline(stage, comparing), after: []).judgements.last)
        #expect((judgement.verdict == .pass) == isShown)
        #expect(isShown || judgement.verdict.reason == .tooFewSamples)
    }
}
