import Foundation
import GateModel
import Testing

@testable import Measuring

/// Decided by the HdrHistogram library: values, and what its percentiles are with three significant digits.
private struct HistogramCase: Decodable, CustomTestStringConvertible {
    let name: String
    let values: [UInt64]
    let percentiles: [String: UInt64]
    let mean: Double

    var testDescription: String { name }

    static func all() throws -> [HistogramCase] {
        let tests = #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
        let data = try Data(contentsOf: URL(filePath: "/\(tests)/Samples/hdr_cases.json"))
        return try JSONDecoder().decode([HistogramCase].self, from: data)
    }
}

@Suite struct LatencyHistogramTests {
    @Test("has the percentiles of HdrHistogram", arguments: try HistogramCase.all())
    private func percentiles(decided: HistogramCase) throws {
        var histogram = LatencyHistogram()
        for value in decided.values { histogram.record(value) }
        #expect(histogram.count == decided.values.count)
        for (text, expected) in decided.percentiles {
            let percentile = try #require(Double(text))
            let found = try #require(histogram.nanoseconds(atPercentile: percentile))
            // The largest value is kept exactly here; there it is the largest of its cell.
            let exact = min(expected, decided.values.max() ?? 0)
            #expect(found == exact, "p\(text)")
        }
        // The mean is that of the values, not of their cells.
        let mean = try #require(histogram.summary?.mean)
        let exact = Double(decided.values.reduce(0, +)) / Double(decided.values.count)
        #expect(abs(mean * 1e9 - exact) < 1e-6 * exact)
    }

    @Test(
        "keeps three significant digits of any size",
        arguments: [1, 999, 2047, 2048, 1_234_567, 98_765_432_100])
    func digits(value: UInt64) throws {
        var histogram = LatencyHistogram()
        histogram.record(value)
        histogram.record(value * 4)
        let found = try #require(histogram.nanoseconds(atPercentile: 50))
        #expect(found >= value && Double(found - value) <= 0.001 * Double(value))
        #expect(histogram.nanoseconds(atPercentile: 100) == value * 4)
    }

    @Test("two together are as one")
    func added() {
        var (one, other, both) = (LatencyHistogram(), LatencyHistogram(), LatencyHistogram())
        for value in UInt64(1)...5000 {
            if value.isMultiple(of: 3) { one.record(value * 777) } else { other.record(value * 777) }
            both.record(value * 777)
        }
        one.add(other)
        #expect(one.summary == both.summary)
    }

    @Test("without a value says nothing")
    func empty() {
        #expect(LatencyHistogram().summary == nil)
        #expect(LatencyHistogram().nanoseconds(atPercentile: 50) == nil)
    }
}
