import GateModel
import Testing

@testable import Judging

struct AbsoluteJudgingTests {
    private let p95 = rule(.quantile(0.95), responseTime, atMost(0.015))

    private func scaled(_ rule: Rule, _ observed: [Observed]) throws -> Judgement {
        try judged(rule, scale(observed.count), run(.scale, single(rule.metric, observed)))
    }

    /// 0.95^58 = .0510 > .05, 0.95^59 = .0485.
    @Test("a p95 needs 59 samples, all within the limit")
    func smallestSample() throws {
        let few = try scaled(p95, repeated([.value(0.001)], 58))
        #expect(
            few.verdict.inWords
                == inconclusive(
                    .tooFewSamples,
                    "0 of 58 beyond the limit; even without any, 59 are needed: take more samples"))
        let enough = try scaled(p95, repeated([.value(0.001)], 59))
        #expect(enough.verdict == .pass)
        #expect(enough.numbers.candidate == 0.001)
        #expect(enough.saidLimit == "<= 15 ms")
        #expect(enough.numbers.samples == .samples(count: 59))
    }

    /// Of 100 with a share of .05: P(X ≤ 1) = .037, P(X ≤ 2) = .118, P(X ≥ 9) = .063, P(X ≥ 10) = .028.
    @Test(
        "a percentile is judged by how many samples are beyond it",
        arguments: [(1, "pass"), (2, "inconclusive"), (9, "inconclusive"), (10, "violation")])
    func beyond(slow: Int, word: String) throws {
        let observed = repeated([Observed.value(0.016)], slow) + repeated([.value(0.001)], 100 - slow)
        #expect(try scaled(p95, observed).verdict.word == word)
    }

    @Test(
        "both ends of a range hold, bounds included",
        arguments: [
            (repeated([85.0, 100], 4), Verdict.pass), ([84] + repeated([90], 7), .violation),
            (repeated([90], 7) + [101], .violation),
        ])
    func range(values: [Double], expected: Verdict) throws {
        let judgement = try judged(
            rule(nil, score, .range(85, 100)), .baseline(cycles: 5),
            run(.baseline, pairs(score, values, values)))
        #expect(judgement.verdict == expected)
    }

    @Test("of a rule about every sample the one farthest out is shown")
    func worstSample() throws {
        let values = [84.0] + repeated([99], 7)
        let judgement = try judged(
            rule(nil, score, .range(85, 100)), .baseline(cycles: 5),
            run(.baseline, pairs(score, values, values)))
        #expect(judgement.numbers.baseline == 84)
    }

    @Test("a median in a range passes by both bounds")
    func medianInRange() throws {
        let range = rule(.median, responseTime, .range(0.001, 0.1))
        // P(no sample of five beyond either bound) = 1/32 = .031 for each.
        #expect(try scaled(range, repeated([.value(0.01)], 5)).verdict == .pass)
        #expect(try scaled(range, repeated([.value(0.01)], 4)).verdict.reason == .tooFewSamples)
        #expect(try scaled(range, repeated([.value(0.0001)], 5)).verdict == .violation)
    }

    @Test(
        "'==' is shown by neither more nor less",
        arguments: [([5.0, 5, 5], Verdict.pass), ([5, 4, 5], .violation), ([5, 5, 6], .violation)])
    func equality(values: [Double], expected: Verdict) throws {
        let equal = rule(nil, queries, .compare(.equal, .absolute(5), or: nil))
        #expect(try scaled(equal, values.map { .value($0) }).verdict == expected)
        let mean = rule(.mean, score, .compare(.equal, .absolute(100), or: nil))
        let below = run(.regress, ratios(repeated([0.9], 8), of: 100, score))
        #expect(try judged(mean, regress(), below).verdict == .violation)
    }

    @Test("max, min and no statistic are about every sample")
    func everySample() throws {
        let observed: [Observed] = [.value(2), .value(10), .value(11)]
        #expect(try scaled(rule(.max, queries, atMost(11)), observed).verdict == .pass)
        #expect(try scaled(rule(.max, queries, atMost(10)), observed).verdict == .violation)
        let atLeast = Rule.Condition.compare(.greaterOrEqual, .absolute(2), or: nil)
        #expect(try scaled(rule(.min, queries, atLeast), observed).verdict == .pass)
        #expect(try scaled(rule(nil, queries, atMost(10)), observed).verdict == .violation)
    }

    @Test("the mean of a count that repeats is compared as it is, bound included, from 8 blocks on")
    func meanOfCounts() throws {
        let mean = rule(.mean, queries, atMost(5))
        func verdict(_ counts: [Double]) throws -> Verdict {
            try judged(mean, regress(), run(.regress, pairs(queries, counts, counts))).verdict
        }
        #expect(try verdict(repeated([4, 6], 4)) == .pass)
        #expect(try verdict(repeated([4, 6], 3) + [6, 6]) == .violation)
        #expect(
            try verdict(repeated([5], 7)).inWords
                == inconclusive(.tooFewSamples, "7 blocks, at least 8 needed"))
    }

    @Test("the mean of a count that does not repeat is judged by its blocks")
    func meanOfRestlessCounts() throws {
        let restless = run(.baseline, pairs(queries, repeated([4], 8), [5] + repeated([4], 7)))
        let mean = rule(.mean, queries, atMost(5))
        // Every block stands exactly at the bound: shown neither way.
        let atBound = run(.regress, large(queries, repeated([5], 8)))
        #expect(
            try judged(mean, regress(pairs: 40), atBound, after: [restless]).verdict.reason == .tooFewSamples)
        let below = run(.regress, large(queries, repeated([4], 8)))
        #expect(try judged(mean, regress(pairs: 40), below, after: [restless]).verdict == .pass)
    }

    /// At most 40 blocks, first look at 8: all eight on one side.
    @Test(
        "the mean of a time is judged by its blocks",
        arguments: [
            (0.010, 8, "pass"), (0.020, 8, "violation"), (0.010, 7, "inconclusive"),
            (0.015, 8, "inconclusive"),
        ])
    func meanByBlocks(seconds: Double, blocks: Int, word: String) throws {
        let samples = large(responseTime, repeated([seconds], blocks))
        let judgement = try judged(
            rule(.mean, responseTime, atMost(0.015)), regress(pairs: 40), run(.regress, samples))
        #expect(judgement.verdict.word == word)
    }

    /// Blocks of forty pairs that are all alike: eight of them have the 320 requests that a mean needs.
    private func large(_ metric: Metric, _ levels: [Double]) -> Samples {
        Samples(
            metric: metric.name, operation: "search",
            blocks: levels.map { level in
                let observed = repeated([Observed.value(level)], 40)
                return Block(baseline: observed, candidate: observed)
            })
    }

    @Test("blocks that stay undecided to the end are too close to the limit")
    func meanUndecided() throws {
        // At most 8 blocks: mean .0155, deviation .0054, and so t = 0.26 where 1.9 is needed.
        let seconds = [0.014, 0.017, 0.012, 0.019, 0.010, 0.021, 0.008, 0.023]
        let run = run(.regress, large(responseTime, seconds), maximumBlocks: 8)
        #expect(
            try judged(rule(.mean, responseTime, atMost(0.015)), regress(pairs: 40), run).verdict.inWords
                == inconclusive(
                    .tooClose,
                    "the limit lies between what 8 blocks leave open; move it away from what was measured, or measure "
                        + "on a quieter host"))
    }

    @Test("where no value is left of all operations, none holds")
    func nothingLeft() throws {
        let counter = Metric(
            name: "queries_total", unit: .count, better: .lower,
            source: .openMetrics(
                CounterSeries(name: "queries_total"), of: RequestTemplate(method: "GET", target: "/metrics")))
        let none = Samples(metric: responseTime.name, operation: "search", blocks: [])
        let counted = single(counter, [.value(900)])
        let found = try judged(rule(nil, counter, atMost(5)), scale(1), run(.scale, none, counted))
        #expect(found.verdict.inWords == inconclusive(.noSamples, "there are no values"))
    }

    @Test("throughput is one sample that holds or does not")
    func throughputHolds() throws {
        let atLeast = Rule.Condition.compare(.greaterOrEqual, .absolute(50), or: nil)
        let run = run(.scale, single(throughput, [.value(49)]))
        #expect(try judged(rule(nil, throughput, atLeast), scale(100), run).verdict == .violation)
    }
}
