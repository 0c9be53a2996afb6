import Statistics
import Testing

@Suite("Standard deviation")
struct StandardDeviationTests {
    @Test("the deviation of a sample")
    func sample() throws {
        // Mean 5, squares 9 + 1 + 1 + 1 + 0 + 0 + 4 + 16 = 32, over 7.
        let deviation = try standardDeviation([2, 4, 4, 4, 5, 5, 7, 9])
        #expect(isClose(deviation, 2.138089935299395, within: 1e-15))
    }

    @Test("one value has no deviation")
    func single() {
        #expect(throws: StatisticsError.tooFew(needed: 2, found: 1)) { try standardDeviation([1]) }
    }
}
