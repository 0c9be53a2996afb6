import GateModel
import Testing

@testable import Measuring

@Suite("Histograms of JMH's mode sample")
struct JMHHistogramTests {
    private func sampled(_ histogram: String) -> String {
        #"""
        [{"jmhVersion": "1.37", "benchmark": "b", "mode": "sample", "threads": 1, "primaryMetric":
          {"score": 0.7, "scoreUnit": "ms/op", "scorePercentiles": {"50.0": 0.7}, "rawDataHistogram": \#(histogram)}}]
        """#
    }

    @Test("each value counts as often as it was seen, a list for each fork")
    func samples() throws {
        let report = try report(sampled("[[[[0.6, 2], [0.7, 3]], [[1.9, 1]]], [[[0.5, 1]]]]"))
        let forks = try #require(report["b"]?.samples)
        #expect(forks.map(\.count) == [6, 1])
        #expect(forks[0].prefix(5).sorted() == [0.0006, 0.0006, 0.0007, 0.0007, 0.0007])
        #expect(forks[0][5] == 0.0019)
        #expect(forks[1] == [0.0005])
        #expect(report["b"]?.better == .lower)
        #expect(report.notes == [])
    }

    @Test("the order within an iteration is drawn, and is the same each time")
    func order() throws {
        let text = sampled("[[[[1, 50], [2, 50]]]]")
        let samples = try #require(try report(text)["b"]?.samples?[0])
        #expect(samples != samples.sorted())
        #expect(try report(text)["b"]?.samples?[0] == samples)
        // The first half has not the least ones alone.
        #expect((10...40).contains(samples.prefix(50).count { $0 == 0.001 }))
    }

    @Test("of too many samples every so-many-th by size is used, which is mentioned")
    func many() throws {
        let report = try report(sampled("[[[[1, 1], [2, 5999998], [3, 1]]]]"))
        let samples = try #require(report["b"]?.samples?[0])
        // 6 million are 3 times as many as are kept.
        #expect(samples.count == 2_000_001)
        #expect(samples.min() == 0.001)
        #expect(samples.max() == 0.003)
        #expect(report.notes == ["b: 1 in 3 of its 6000000 samples is used"])
    }

    @Test("counts that no memory holds do not fill it")
    func bomb() throws {
        let report = try report(sampled("[[[[1, 1000000000000000], [2, 1000000000000000]]]]"))
        #expect(try #require(report["b"]?.samples?[0]).count <= JMHHistogram.mostSamples + 1)
        #expect(
            refusal(sampled("[[[[1, 9000000000000000000], [2, 9000000000000000000]]]]")).contains(
                "error: there are more samples than can be counted"))
    }

    @Test(
        "what is no histogram is refused",
        arguments: [
            ("[]", "report: [0].primaryMetric.rawDataHistogram: error: nothing was measured: n = 0"),
            ("[[]]", "report: [0].primaryMetric.rawDataHistogram: error: nothing was measured: n = 0"),
            (
                "[[[]]]",
                "report: [0].primaryMetric.rawDataHistogram[0][0]: error: nothing was measured: n = 0"
            ),
            (
                "[[[[1, 0]]]]",
                "report: [0].primaryMetric.rawDataHistogram[0][0][0][1]: error: nothing was measured: n = 0"
            ),
            (
                "[[[[1]]]]",
                "report: [0].primaryMetric.rawDataHistogram[0][0][0]: error: a value and its count are wanted here"
            ),
            (
                "[[[[-1, 3]]]]",
                "report: [0].primaryMetric.rawDataHistogram[0][0][0][0]: error: -1.0 is below 0"
            ),
            (
                "[[[[1, 1.5]]]]",
                "report: [0].primaryMetric.rawDataHistogram[0][0][0][1]: error: a whole number is wanted here"
            ),
        ])
    func refused(histogram: String, message: String) {
        #expect(refusal(sampled(histogram)).hasPrefix(message + "\n"))
    }
}
