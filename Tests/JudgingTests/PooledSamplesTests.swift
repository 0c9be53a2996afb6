import GateModel
import Testing

@testable import Judging

/// What is counted over all samples, and what over blocks.
struct PooledSamplesTests {
    private let queriesTotal = Metric(
        name: "queries_total", unit: .count, better: .lower,
        source: .openMetrics(
            CounterSeries(name: "queries_total"), of: RequestTemplate(method: "GET", target: "/metrics")))

    private func blocks(_ count: Int, slow: Int = 0) -> Samples {
        let fast = Block(
            baseline: repeated([.value(0.001)], 10), candidate: repeated([.value(0.001)], 10))
        var blocks = repeated([fast], count)
        for index in 0..<slow { blocks[index].candidate[0] = .value(0.02) }
        return Samples(metric: "response_time", operation: "search", blocks: blocks)
    }

    /// At the level of the first look, .0044, it takes 106 samples without a slow one. Of 400, P(X ≤ 8) = .0016 and
    /// P(X ≤ 18) = .37.
    @Test(
        "a percentile against a limit is judged over the samples of all blocks together",
        arguments: [(16, 0, "pass"), (8, 0, "inconclusive"), (40, 8, "pass"), (40, 18, "inconclusive")])
    func percentile(count: Int, slow: Int, word: String) throws {
        let judgement = try judged(
            rule(.quantile(0.95), responseTime, atMost(0.015)), regress(pairs: 10),
            run(.regress, blocks(count, slow: slow)))
        #expect(judgement.verdict.word == word)
        #expect(judgement.numbers.samples == .samples(count: count * 10))
    }

    /// 0.5^5 = .031; of 80 samples eight blocks with a slow one each leave 72 within the limit.
    @Test("so is a median, and blocks with a slow sample each are no slow blocks")
    func median() throws {
        let judgement = try judged(
            rule(.median, responseTime, atMost(0.015)), regress(pairs: 10),
            run(.regress, blocks(8, slow: 8)))
        #expect(judgement.verdict == .pass)
        #expect(judgement.numbers.samples == .samples(count: 80))
    }

    @Test("a counter gives one number a block, and blocks are compared exactly")
    func counter() throws {
        let nothingMore = Rule.Condition.compare(.lessOrEqual, .relativeAmount(0), or: nil)
        let same = try judged(
            rule(.mean, queriesTotal, nothingMore), regress(pairs: 10),
            run(.regress, pairs(queriesTotal, repeated([2.5], 8), repeated([2.5], 8))))
        #expect(same.verdict == .pass)
        let more = try judged(
            rule(.mean, queriesTotal, nothingMore), regress(pairs: 10),
            run(.regress, pairs(queriesTotal, repeated([0], 8), repeated([0], 7) + [0.1])))
        #expect(more.verdict == .violation)
    }

    @Test("a counter that fell, failed or was missing in one block decides nothing")
    func missing() throws {
        for (observed, reason) in [
            (Observed.notANumber, Inconclusive.Reason.notANumber), (.silent, .sourceSilent),
            (.failed("status 500"), .failedOperations),
        ] {
            var samples = pairs(queriesTotal, repeated([2], 8), repeated([2], 8))
            samples.blocks[3].candidate = [observed]
            let judgement = try judged(
                rule(.mean, queriesTotal, atMost(5)), regress(pairs: 10), run(.regress, samples))
            #expect(judgement.verdict.reason == reason)
        }
    }
}
