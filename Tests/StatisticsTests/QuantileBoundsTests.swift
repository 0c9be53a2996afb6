import Statistics
import Testing

@Suite("QuantileBounds")
struct QuantileBoundsTests {
    private func numbers(_ count: Int) -> [Double] { (1...count).map(Double.init) }

    @Test("59 values bound their p95 by the largest, 58 do not")
    func smallest() throws {
        // 0.95^59 = 0.0485, 0.95^58 = 0.0510.
        #expect(try QuantileBounds(numbers(59), quantile: 0.95, alpha: 0.05).upper == 59)
        #expect(try QuantileBounds(numbers(58), quantile: 0.95, alpha: 0.05).upper == nil)
    }

    @Test("five values bound their median on both sides")
    func medianOfFive() throws {
        // (1/2)^5 = 0.031, and none above, or all five above, is the only outcome as rare as 0.05.
        let bounds = try QuantileBounds([3, 1, 5, 2, 4], quantile: 0.5, alpha: 0.05)
        #expect(bounds.lower == 1)
        #expect(bounds.upper == 5)
        #expect(try QuantileBounds([1, 2, 3, 4], quantile: 0.5, alpha: 0.05).lower == nil)
    }

    @Test("a limit is shown where the bounds say so", arguments: [20, 59, 100, 400])
    func agreesWithTheLimit(count: Int) throws {
        for quantile in [0.5, 0.95] {
            let test = try ProportionLimit(quantile: quantile, alpha: 0.05)
            let bounds = try QuantileBounds(numbers(count), quantile: quantile, alpha: 0.05)
            for above in 0...count {
                // So many of 1, 2, … lie above it.
                let limit = Double(count - above)
                switch try test.judge(failures: above, of: count) {
                case .pass: #expect(try #require(bounds.upper) <= limit)
                case .violation: #expect(try #require(bounds.lower) > limit)
                case .needMore: #expect((bounds.upper ?? .infinity) > limit && (bounds.lower ?? -1) <= limit)
                }
            }
        }
    }

    @Test("values that are no numbers have no bounds")
    func refused() {
        #expect(throws: StatisticsError.notFinite(index: 1)) {
            try QuantileBounds([1, .nan], quantile: 0.5, alpha: 0.05)
        }
        #expect(throws: StatisticsError.tooFew(needed: 1, found: 0)) {
            try QuantileBounds([], quantile: 0.5, alpha: 0.05)
        }
    }
}
