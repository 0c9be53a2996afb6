import GateModel
import Testing

@testable import Judging

/// Percentiles and shares where a stage looks again and again at blocks of fresh processes.
struct SpentShareTests {
    private let p95 = rule(.quantile(0.95), responseTime, atMost(0.015))

    private func samples(_ metric: Metric, _ blocks: [[Double]]) -> Samples {
        Samples(
            metric: metric.name, operation: "search",
            blocks: blocks.map { values in
                let observed = values.map(Observed.value)
                return Block(baseline: observed, candidate: observed)
            })
    }

    /// .95^80 = .0165 would do at .05; the level at the first of nine looks is .0044, and .95^106 = .0043.
    @Test("a percentile needs more samples the earlier it is looked at")
    func spending() throws {
        let fast = { (blocks: Int) in repeated([repeated([0.001], 10)], blocks) }
        let early = try judged(p95, regress(pairs: 10), run(.regress, samples(responseTime, fast(8))))
        #expect(
            early.verdict.inWords == inconclusive(.tooFewSamples, "undecided after 8 of at most 40 blocks"))
        let later = try judged(p95, regress(pairs: 10), run(.regress, samples(responseTime, fast(16))))
        #expect(later.verdict == .pass)
        #expect(later.numbers.candidate == 0.001)
    }

    /// 12 of 400 are beyond: as independent samples with a share of 5 % that has a probability of .037.
    @Test("slow samples that one process has alone show less than those of many")
    func clustered() throws {
        let calm = repeated([0.001], 10)
        let slow = repeated([0.016], 10)
        let one = repeated([calm], 38) + [slow, Array(slow.prefix(2)) + Array(calm.prefix(8))]
        let judgement = try judged(p95, regress(pairs: 10), run(.regress, samples(responseTime, one)))
        #expect(judgement.verdict.reason == .tooClose)
    }

    @Test("a share of errors is violated by many failures in many processes, and not by those of one")
    func errorShare() throws {
        let some = rule(nil, errors, atMost(0.01))
        let calm = repeated([0.0], 10)
        let spread = repeated([[1.0] + repeated([0.0], 9), calm], 20)
        #expect(
            try judged(some, regress(pairs: 10), run(.regress, samples(errors, spread))).verdict
                == .violation)
        let one = [repeated([1.0], 10)] + repeated([calm], 39)
        #expect(
            try judged(some, regress(pairs: 10), run(.regress, samples(errors, one))).verdict.reason
                == .tooClose)
    }

    /// In whole milliseconds: one process in eight is slow, and nothing is above what it answers.
    @Test("ties hide no process that is alone slow")
    func ties() throws {
        let blocks = repeated([repeated([0.001], 40)], 7) + [repeated([0.003], 40)]
        let two = rule(.quantile(0.95), responseTime, atMost(0.002))
        let judgement = try judged(two, regress(pairs: 40), run(.regress, samples(responseTime, blocks)))
        #expect(judgement.verdict.word == "inconclusive")
    }

    @Test("seven blocks are too few for any percentile")
    func fewBlocks() throws {
        let judgement = try judged(
            p95, regress(pairs: 100),
            run(.regress, samples(responseTime, repeated([repeated([0.001], 100)], 7))))
        #expect(
            judgement.verdict.inWords
                == inconclusive(.tooFewSamples, "undecided after 7 of at most 40 blocks, at least 8 needed"))
    }
}
