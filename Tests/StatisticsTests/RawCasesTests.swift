import Foundation
import Statistics
import Testing

@Suite("Raw latencies")
struct RawCasesTests {
    struct RawCase: Decodable {
        let baseline: [[Double]]
        let candidate: [[Double]]
        let maximumBlocks: Int
        let median: [Double]
        let mean: [Double]
        let p95: [Double]
        let verdict: [String: Decided]

        enum CodingKeys: String, CodingKey {
            case baseline, candidate, verdict
            case maximumBlocks = "n_max"
            case median = "d_HL"
            case mean = "d_mean"
            case p95 = "d_p95"
        }
    }

    /// Written as `["pass", 8]`.
    struct Decided: Decodable {
        let verdict: String
        let blocks: Int

        init(from decoder: any Decoder) throws {
            var container = try decoder.unkeyedContainer()
            verdict = try container.decode(String.self)
            blocks = try container.decode(Int.self)
        }
    }

    private func cases() throws -> [RawCase] {
        try JSONDecoder().decode([RawCase].self, from: DataFile.contents("raw_cases.json"))
    }

    @Test("block statistics agree with the reference")
    func blockStatistics() throws {
        let cases = try cases()
        try #require(!cases.isEmpty)
        for raw in cases {
            for (block, (baseline, candidate)) in zip(raw.baseline, raw.candidate).enumerated() {
                let median = try BlockRatios.medianLogRatio(baseline: baseline, candidate: candidate)
                let mean = try BlockRatios.meanLogRatio(baseline: baseline, candidate: candidate)
                let p95 = try BlockRatios.quantileLogRatio(baseline: baseline, candidate: candidate, 0.95)
                #expect(isClose(median, raw.median[block], within: 1e-9))
                #expect(isClose(mean, raw.mean[block], within: 1e-9))
                #expect(isClose(p95, raw.p95[block], within: 1e-9))
            }
        }
    }

    @Test("verdicts from the raw latencies agree with the reference")
    func verdicts() throws {
        let tolerated = try BlockRatios.toleratedLogRatio(tolerance: 0.05)
        for raw in try cases() {
            let test = try SequentialRatioTest(maximumBlocks: raw.maximumBlocks, alpha: 0.05)
            for (name, ratios) in [("HL", raw.median), ("mean", raw.mean), ("p95", raw.p95)] {
                let outcome = try test.decide(ratios.map { $0 - tolerated })
                let expected = try #require(raw.verdict[name])
                #expect(outcome.verdict == verdict(expected.verdict))
                #expect(outcome.stoppedAt == expected.blocks)
            }
        }
    }
}
