import Glibc
import Statistics
import Testing

@Suite("BlockRatios")
struct BlockRatiosTests {
    @Test("the typical ratio is the median over all pairs")
    func medianRatio() throws {
        // candidate/baseline: 2/1, 2/4, 8/1, 8/4 → ln of ½, 2, 2, 8 → the median is ln 2.
        let ratio = try BlockRatios.medianLogRatio(baseline: [1, 4], candidate: [2, 8])
        #expect(isClose(ratio, log(2), within: 1e-15))
    }

    @Test("the sides may differ in number")
    func unequal() throws {
        let ratio = try BlockRatios.medianLogRatio(baseline: [1, 2, 4], candidate: [2])
        #expect(isClose(ratio, 0, within: 1e-15))
    }

    @Test("the ratio of the means")
    func meanRatio() throws {
        let ratio = try BlockRatios.meanLogRatio(baseline: [1, 3], candidate: [2, 4])
        #expect(isClose(ratio, log(1.5), within: 1e-15))
    }

    @Test("the ratio of the 95th percentiles")
    func quantileRatio() throws {
        let ratio = try BlockRatios.quantileLogRatio(
            baseline: [10, 20, 30, 40], candidate: [77, 7, 7, 77], 0.95)
        // 38.5 and 77.
        #expect(isClose(ratio, log(2), within: 1e-15))
    }

    @Test("what has no logarithm is refused where it stands", arguments: [0.0, -3])
    func notPositive(value: Double) {
        let error = StatisticsError.notPositive(index: 1, value: value)
        #expect(throws: error) { try BlockRatios.medianLogRatio(baseline: [1, value], candidate: [1]) }
        #expect(throws: error) { try BlockRatios.meanLogRatio(baseline: [1], candidate: [1, value]) }
        #expect(throws: error) {
            try BlockRatios.quantileLogRatio(baseline: [1], candidate: [1, value], 0.95)
        }
    }

    @Test("what is no number is refused", arguments: [Double.nan, .infinity])
    func notFinite(value: Double) {
        let error = StatisticsError.notFinite(index: 0)
        #expect(throws: error) { try BlockRatios.medianLogRatio(baseline: [value], candidate: [1]) }
        #expect(throws: error) { try BlockRatios.meanLogRatio(baseline: [1], candidate: [value]) }
    }

    @Test("a block without values on one side is refused")
    func empty() {
        #expect(throws: StatisticsError.tooFew(needed: 1, found: 0)) {
            try BlockRatios.medianLogRatio(baseline: [1], candidate: [])
        }
    }

    @Test(
        "the larger of tolerance and floor is tolerated",
        arguments: [(0.02, 0.1, 1.2), (0.02, 10, 1.05), (0, 1, 1.05)])
    func tolerated(floor: Double, baselineMedian: Double, expected: Double) throws {
        let tolerated = try BlockRatios.toleratedLogRatio(
            tolerance: 0.05, floor: floor, baselineMedian: baselineMedian)
        #expect(isClose(tolerated, log(expected), within: 1e-15))
    }

    @Test("a tolerance that is negative or no number is refused", arguments: [-0.05, .infinity])
    func badTolerance(tolerance: Double) {
        #expect(throws: StatisticsError.outOfRange(.tolerance, value: tolerance)) {
            try BlockRatios.toleratedLogRatio(tolerance: tolerance)
        }
        #expect(throws: StatisticsError.outOfRange(.floor, value: tolerance)) {
            try BlockRatios.toleratedLogRatio(tolerance: 0.05, floor: tolerance, baselineMedian: 1)
        }
    }
}
