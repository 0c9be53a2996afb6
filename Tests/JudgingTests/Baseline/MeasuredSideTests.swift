import GateModel
import Judging
import Testing

@Suite struct MeasuredSideTests {
    @Test func theBaselineStageMeasuredTheBaselineOnBothSides() throws {
        // 1 2 3 4 and 5 6 7 8 ms: median 4.5, mean 4.5
        let run = run(
            .baseline, pairs(responseTime, [0.001, 0.002, 0.003, 0.004], [0.005, 0.006, 0.007, 0.008]))
        let measured = measuredMetrics(of: [run], on: .baseline, in: nil)
        let found = try #require(measured.first)
        #expect(found.values == 8)
        #expect(found.blocks == 4)
        #expect(abs(try #require(found.median) - 0.0045) < 1e-12)
        #expect(abs(try #require(found.mean) - 0.0045) < 1e-12)
        #expect(found.p95 == nil, "of eight values it would only be the largest")
        #expect(found.unit == .time)
        #expect(measuredMetrics(of: [run], on: .candidate, in: nil).isEmpty)
    }

    @Test func regressMeasuredEachSideByItself() throws {
        let run = run(.regress, pairs(responseTime, [0.001, 0.002, 0.003], [0.010, 0.020, 0.030]))
        #expect(measuredMetrics(of: [run], on: .baseline, in: nil).first?.median == 0.002)
        #expect(measuredMetrics(of: [run], on: .candidate, in: nil).first?.median == 0.020)
    }

    @Test func scaleMeasuredTheCandidateAlone() throws {
        let values = (1...20).map { Observed.value(Double($0)) }
        let run = run(.scale, single(responseTime, values))
        // type 7: 1 + 0.95 · 19 = 19.05
        let found = try #require(measuredMetrics(of: [run], on: .candidate, in: nil).first)
        #expect(abs(try #require(found.p95) - 19.05) < 1e-9)
        #expect(found.assessment == nil, "one side alone shows no noise between two")
        #expect(measuredMetrics(of: [run], on: .baseline, in: nil).isEmpty)
    }

    @Test func whatHasNoValueIsCountedAsMissing() throws {
        let run = run(.scale, single(responseTime, [.failed("reset"), .silent, .notANumber, .value(2)]))
        let found = try #require(measuredMetrics(of: [run], on: .candidate, in: nil).first)
        #expect(found.values == 1)
        #expect(found.missing == 3)
        #expect(found.median == 2)
    }

    @Test func nothingButFailuresHasNoNumbers() throws {
        let run = run(.scale, single(responseTime, [.failed("reset")]))
        let found = try #require(measuredMetrics(of: [run], on: .candidate, in: nil).first)
        #expect(found.median == nil && found.mean == nil && found.p95 == nil)
    }

    @Test func aCountHasNumbersAndNoAssessment() throws {
        let declared = pipeline(stage(regress(), [rule(.mean, queries, fivePercent)]))
        let run = run(.baseline, ratios(repeated([1], 8), of: 4, queries))
        let found = try #require(measuredMetrics(of: [run], on: .baseline, in: declared).first)
        #expect(found.mean == 4)
        #expect(found.assessment == nil)
    }
}
