import GateModel
import Testing

@testable import Judging

struct DistributionsTests {
    private let time = Judgement.Scale.unit(.time)

    @Test("both sides share bins over the bulk of either")
    func shared() throws {
        // Quartiles 2 and 4, and 22 and 24: fences 6 below and above reach beyond all, so the range is 1 … 25.
        let found = try #require(
            Distributions(time, baseline: [1, 2, 3, 4, 5], candidate: [21, 22, 23, 24, 25]))
        #expect(found.low == 1)
        #expect(found.high == 25)
        let (baseline, candidate) = (try #require(found.baseline), try #require(found.candidate))
        #expect(baseline.bins.count == 20)
        // 24 / 20 = 1.2 a bin: 1, 2 | 3 | 4 | 5 in bins 0, 0, 1, 2, 3.
        #expect(Array(baseline.bins.prefix(4)) == [2, 1, 1, 1])
        #expect(candidate.bins.reduce(0, +) == 5)
        // The last edge belongs to the last bin.
        #expect(candidate.bins[19] == 2)
    }

    @Test("one wild sample is counted outside and flattens nothing")
    func wild() throws {
        let values = (0..<100).map { 0.010 + Double($0) * 1e-5 }
        let found = try #require(Distributions(time, candidate: values + [60]))
        #expect(found.high < 0.02)
        #expect(found.candidate?.above == 1)
        #expect(found.candidate?.below == 0)
        #expect(found.candidate?.bins.reduce(0, +) == 100)
    }

    @Test("values that are all the same, and a single one, are one bin")
    func constant() throws {
        for values in [[0.01], repeated([0.01], 400)] {
            let found = try #require(Distributions(time, candidate: values))
            #expect(found.low == 0.01)
            #expect(found.high == 0.01)
            #expect(found.candidate == Distributions.Spread(below: 0, bins: [values.count], above: 0))
            #expect(found.baseline == nil)
        }
    }

    @Test("no values have no distribution")
    func empty() { #expect(Distributions(time) == nil) }

    @Test("where half of the values are the same the middle nine tenths are shown")
    func equalQuartiles() throws {
        // 5 % of 0…99 and 95 % by type 7: 0.95 · 100 = 95th of 101 values.
        let found = try #require(Distributions(time, candidate: repeated([1.0], 96) + [2, 3, 4, 5, 6]))
        #expect(found.low == 1)
        #expect(found.high == 1)
        #expect(found.candidate == Distributions.Spread(below: 0, bins: [96], above: 5))
    }

    @Test("a limit near by is within the bars, one far away is not")
    func bounds() throws {
        let values = [1.0, 2, 3, 4, 5]
        // The range is 4 wide: up to 9 it is stretched.
        #expect(Distributions(time, candidate: values, bounds: [9])?.high == 9)
        #expect(Distributions(time, candidate: values, bounds: [9.1])?.high == 5)
        #expect(Distributions(time, candidate: values, bounds: [-3])?.low == -3)
    }

    @Test(
        "the largest and the smallest numbers there are do not overflow",
        arguments: [
            [-Double.greatestFiniteMagnitude, .greatestFiniteMagnitude, 0, 1],
            [0, Double.leastNonzeroMagnitude, Double.leastNonzeroMagnitude], [-0.0, 0.0],
        ])
    func extremes(values: [Double]) throws {
        let spread = try #require(Distributions(time, candidate: values)?.candidate)
        #expect(spread.below + spread.bins.reduce(0, +) + spread.above == values.count)
    }
}
