import GateModel
import Testing

@testable import Judging

/// Two series that came without a pipeline, compared by more than their typical samples.
struct RatioStatisticTests {
    /// Four hundred times, of which every hundredth takes twenty times as long: +19 % in the mean.
    private let rare = noisyTimes(400, typical: 0.01, seed: 2).enumerated().map { index, time in
        index % 100 == 50 ? 20 * time : time
    }
    private let calm = noisyTimes(400, typical: 0.01, seed: 1)

    private func judged(
        _ statistic: RatioStatistic, _ baseline: [Double], _ candidate: [Double]
    ) -> SampleJudgement {
        RatioJudging(tolerance: statistic.usualTolerance, statistic: statistic)
            .judge(baseline: benchmark([baseline]), candidate: benchmark([candidate]), better: nil)
    }

    @Test("what few samples make of a mean is seen by the mean alone")
    func means() throws {
        #expect(judged(.median, calm, rare).verdict == .pass)
        let mean = judged(.mean, calm, rare)
        #expect(mean.verdict.reason == .tooClose)
        #expect((1.1...1.3).contains(try #require(mean.estimate)))
        #expect(mean.limit == "mean ≤ +5 %")
        #expect(judged(.mean, calm, calm).verdict == .pass)
        #expect(judged(.mean, calm, calm.map { 1.2 * $0 }).verdict == .violation)
    }

    @Test("a tail is a difference of shares")
    func tails() throws {
        let many = calm.enumerated().map { $0.offset % 20 == 10 ? 5 * $0.element : $0.element }
        let tail = judged(.tail, calm, many)
        #expect(tail.verdict == .violation)
        // Of the blocks until then, one in twenty.
        #expect(abs(try #require(tail.estimate) - 0.05) < 0.01)
        #expect(tail.scale == .unit(.share))
        #expect(tail.limit == "tail ≤ +1 % of samples")
        let long = calm + noisyTimes(400, typical: 0.01, seed: 5)
        #expect(judged(.tail, long, long).verdict == .pass)
    }

    @Test(
        "each statistic says how many samples it needs",
        arguments: [
            (RatioStatistic.mean, "100 and 100 samples, at least 320 a side are needed"),
            (.p95, "100 and 100 samples, at least 800 a side are needed"),
            (.tail, "100 and 100 samples, at least 299 a side are needed"),
        ])
    func tooFew(statistic: RatioStatistic, detail: String) {
        let few = Array(calm.prefix(100))
        #expect(judged(statistic, few, few).verdict.inWords == inconclusive(.tooFewSamples, detail))
    }

    @Test("a percentile is that of blocks of a hundred")
    func percentiles() {
        let before = noisyTimes(1600, typical: 0.01, seed: 6)
        let after = noisyTimes(1600, typical: 0.01, seed: 7)
        #expect(judged(.p95, before, after.map { 1.3 * $0 }).verdict == .violation)
        #expect(judged(.p95, before, after).basis == .sizedBlocks(count: 16, least: 100, most: 100))
    }
}
