import Statistics
import Testing

@Suite("Quantiles")
struct QuantilesTests {
    @Test(
        "the median is the middle, or the mean of both middles",
        arguments: [([7], 7), ([1, 9, 2], 2), ([1, 9, 2, 4], 3)] as [([Double], Double)])
    func middle(values: [Double], expected: Double) throws {
        #expect(try median(values) == expected)
    }

    @Test(
        "a quantile lies between the order statistics as NumPy puts it",
        arguments: [(0, 2.7), (0.05, 2.9), (0.5, 4.9), (0.95, 7.05), (1, 7.3)])
    func typeSeven(probability: Double, expected: Double) throws {
        let values = [3.1, 2.7, 4.0, 4.0, 5.2, 4.9, 6.1, 5.9, 7.3, 6.8, 3.3]
        #expect(isClose(try quantile(values, probability), expected, within: 1e-12))
    }

    @Test("nothing has no median")
    func empty() {
        #expect(throws: StatisticsError.tooFew(needed: 1, found: 0)) { try median([]) }
    }

    @Test("a value that is no number is refused where it stands", arguments: [Double.nan, .infinity])
    func notFinite(value: Double) {
        #expect(throws: StatisticsError.notFinite(index: 2)) { try quantile([1, 2, value], 0.5) }
    }

    @Test("a quantile outside 0 to 1 is refused", arguments: [-0.1, 1.5])
    func outside(probability: Double) {
        #expect(throws: StatisticsError.outOfRange(.quantile, value: probability)) {
            try quantile([1, 2], probability)
        }
    }

    @Test("a quantile that is no number is refused")
    func nan() {
        #expect(throws: StatisticsError.self) { try quantile([1, 2], .nan) }
    }
}
