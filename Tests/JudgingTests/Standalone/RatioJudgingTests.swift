import GateModel
import Glibc
import Reports
import Statistics
import Testing

@testable import Judging

/// Times around `typical` seconds, spread by some percent, the same for the same seed.
func noisyTimes(_ count: Int, typical: Double, seed: UInt64) -> [Double] {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { _ in
        // Four uniform numbers, less 2: deviation 0.58; a tenth of that in logarithms.
        let spread = (0..<4).reduce(-2.0) { sum, _ in sum + Double(generator.next() >> 11) * 0x1p-53 }
        return typical * exp(spread / 10)
    }
}

func benchmark(
    _ samples: [[Double]], unit: MetricUnit = .time, better: Metric.Direction? = .lower, failures: Int = 0
) -> ImportedBenchmark {
    ImportedBenchmark(
        name: "search", unit: unit, better: better, evidence: .samples(samples), failures: failures)
}

@Suite("RatioJudging")
struct RatioJudgingTests {
    private func inconclusive(_ judgement: SampleJudgement) -> Inconclusive? {
        if case .inconclusive(let why) = judgement.verdict { why } else { nil }
    }

    @Test(
        "block log ratios are judged as the reference decides them",
        arguments: [
            (0, Verdict.pass, 1.0), (0.182321556794, .violation, 1.2),
        ])
    func blocks(ratio: Double, verdict: Verdict, estimate: Double) throws {
        let judgement = RatioJudging().judge(blockLogRatios: [Double](repeating: ratio, count: 40))
        #expect(judgement.verdict == verdict)
        #expect(judgement.count == 8)
        #expect(abs(try #require(judgement.estimate) - estimate) < 1e-9)
        #expect(abs(try #require(judgement.lower) - estimate) < 1e-9)
    }

    @Test("blocks exactly at the limit decide nothing")
    func atTheLimit() {
        let judgement = RatioJudging().judge(blockLogRatios: [Double](repeating: log(1.05), count: 40))
        let detail =
            "+5 % after 40 blocks, between +5 % and +5 %, and the limit is +5 %; move the limit away from it, or make the "
            + "candidate better"
        #expect(inconclusive(judgement)?.inWords == Inconclusive(.tooClose, detail))
        #expect(judgement.count == 40)
    }

    @Test(
        "fewer blocks than decide are too few, and the estimate is shown",
        arguments: [
            (0, "undecided after 0 of at most 40 blocks, at least 8 needed"),
            (7, "undecided after 7 of at most 40 blocks, at least 8 needed"),
        ])
    func tooFew(count: Int, detail: String) {
        let judgement = RatioJudging().judge(blockLogRatios: [Double](repeating: 0.01, count: count))
        #expect(inconclusive(judgement)?.inWords == Inconclusive(.tooFewSamples, detail))
        #expect((judgement.estimate != nil) == (count > 0))
        #expect(judgement.upper == nil)
    }

    @Test("a bound that the level cannot give is infinite")
    func infinite() {
        // α/50 at 8 of 40 blocks: no sum of ranks is rare enough for a violation, so there is no lower bound.
        let judgement = RatioJudging(judgements: 50).judge(
            blockLogRatios: [Double](repeating: 0, count: 40))
        #expect(judgement.verdict == .pass)
        #expect(judgement.lower == nil)
        #expect(judgement.upper == 1)
    }

    @Test("samples without blocks are cut into them", arguments: [(1.0, Verdict.pass), (1.15, .violation)])
    func samples(factor: Double, verdict: Verdict) {
        let judgement = RatioJudging().judge(
            baseline: benchmark([noisyTimes(400, typical: 0.01, seed: 1)]),
            candidate: benchmark([noisyTimes(400, typical: 0.01 * factor, seed: 2)]), better: nil)
        #expect(judgement.verdict == verdict)
        #expect(judgement.basis == .sizedBlocks(count: 40, least: 10, most: 10))
        #expect(
            judgement.said == [
                "not measured side by side: a change of the host between the two counts as a change of the code",
                "no process restarts between the blocks: the guarantee is weaker than a gate's",
            ])
    }

    @Test("where more is better, a drop is the violation, and the ratio stays candidate to baseline")
    func higherIsBetter() throws {
        let judging = RatioJudging()
        let baseline = benchmark([noisyTimes(100, typical: 1000, seed: 3)], unit: .rate, better: .higher)
        let slower = benchmark([noisyTimes(100, typical: 700, seed: 4)], unit: .rate, better: .higher)
        let judgement = judging.judge(baseline: baseline, candidate: slower, better: nil)
        #expect(judgement.verdict == .violation)
        #expect(judgement.limit == "≥ −5 %")
        let (lower, upper) = (try #require(judgement.lower), try #require(judgement.upper))
        #expect(lower < 0.7 && 0.7 < upper && upper < 0.95)
        #expect(judging.judge(baseline: slower, candidate: baseline, better: nil).verdict == .pass)
    }

    @Test("a direction that nobody names is not guessed")
    func direction() {
        let one = benchmark([noisyTimes(100, typical: 5, seed: 5)], unit: .plain, better: nil)
        #expect(
            inconclusive(RatioJudging().judge(baseline: one, candidate: one, better: nil))
                == Inconclusive(.notEvaluated, "the report does not say whether more or less is better"))
        #expect(RatioJudging().judge(baseline: one, candidate: one, better: .lower).verdict == .pass)
    }

    @Test(
        "samples that would look good and show nothing are each named",
        arguments: [
            (
                benchmark([[Double](repeating: 0.01, count: 100)]),
                "not evaluated: all 100 values are 0.01: nothing varies that is measured"
            ),
            (
                benchmark([[0, 0.01] + noisyTimes(98, typical: 0.01, seed: 6)]),
                "not a number: 1 of 100 times are 0: the clock is too coarse"
            ),
            (
                benchmark([[-1, 1] + noisyTimes(98, typical: 1, seed: 6)], unit: .plain),
                "not a number: the value at index 0 is -1.0, but ratios need numbers above 0"
            ),
            (
                benchmark([[0.01, .infinity]]), "not a number: a value is no finite number"
            ),
            (
                benchmark([noisyTimes(7, typical: 1, seed: 7)]),
                "too few samples: 100 and 7 samples, at least 8 a side are needed"
            ),
            (
                benchmark([noisyTimes(100, typical: 1, seed: 7)], failures: 2),
                "failed operations: 2 operations failed while it was measured"
            ),
            (
                benchmark([noisyTimes(100, typical: 1, seed: 7)], unit: .bytes),
                "not evaluated: the two sides are in different units"
            ),
        ])
    func neverAPass(candidate: ImportedBenchmark, reason: String) {
        let unit = candidate.unit == .bytes ? MetricUnit.time : candidate.unit
        let baseline = benchmark([noisyTimes(100, typical: 1, seed: 8)], unit: unit)
        let judgement = RatioJudging().judge(baseline: baseline, candidate: candidate, better: nil)
        #expect(judgement.reason == reason)
        #expect(judgement.verdict.word == "inconclusive")
    }

    @Test("a summary has no interval, whatever it says")
    func summary() {
        let summary = ImportedBenchmark(
            name: "a", unit: .time, better: .lower,
            evidence: .summary(ReportSummary(count: 2501, values: [.init(.mean, 0.001)])))
        #expect(
            RatioJudging().judge(baseline: summary, candidate: summary, better: nil).reason
                == "no samples: the report has only a summary of 2501 samples: no interval possible")
    }
}

@Suite("SampleBlocks")
struct SampleBlocksTests {
    private func sizes(_ counts: [Int], maximum: Int = 40) -> [[Int]] {
        let series = counts.map { [(0..<$0).map(Double.init)] }
        let count = SampleBlocks.count(series, atMost: maximum)
        return series.map { SampleBlocks($0, into: count, among: series).blocks.map(\.count) }
    }

    @Test(
        "at least 8 blocks of up to 10 values, in order",
        arguments: [
            (8, 8, 1), (15, 15, 1), (80, 8, 10), (100, 10, 10), (400, 40, 10),
        ])
    func blocks(values: Int, count: Int, size: Int) {
        #expect(
            sizes([values, values]) == [[Int]](repeating: [Int](repeating: size, count: count), count: 2))
    }

    @Test("more values than the most blocks can have at 10 make larger blocks, to an end")
    func large() {
        #expect(sizes([1000]) == [[Int](repeating: 25, count: 40)])
        #expect(sizes([100_000]) == [[Int](repeating: 250, count: 40)])
    }

    @Test("sides of different length have as many blocks as the shorter one allows")
    func uneven() {
        #expect(sizes([80, 160]) == [[Int](repeating: 10, count: 8), [Int](repeating: 20, count: 8)])
    }

    @Test("seven values make no eight blocks")
    func few() { #expect(SampleBlocks.count([[[1, 2, 3, 4, 5, 6, 7]]], atMost: 40) == 7) }

    @Test("processes are not divided where there are eight on each side")
    func processes() {
        let eight = (0..<8).map { [Double($0), Double($0) + 0.5] }
        let blocks = SampleBlocks(
            eight, into: SampleBlocks.count([eight, eight], atMost: 40), among: [eight, eight])
        #expect(blocks.blocks == eight)
        #expect(blocks.hasProcesses)
        let three = [[1.0, 2, 3], [4, 5, 6], [7, 8, 9]]
        let divided = SampleBlocks(three, into: SampleBlocks.count([three], atMost: 40), among: [three])
        #expect(divided.blocks.map(\.count) == [Int](repeating: 1, count: 9))
        #expect(!divided.hasProcesses)
    }
}
