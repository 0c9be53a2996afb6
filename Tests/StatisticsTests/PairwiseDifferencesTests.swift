import Testing

@testable import Statistics

@Suite("PairwiseDifferences")
struct PairwiseDifferencesTests {
    private func all(_ left: [Double], _ right: [Double]) -> [Double] {
        right.flatMap { value in left.map { value - $0 } }.sorted()
    }

    /// 1, 4 − 0 = 4, 1 − 2 = −1, 4 − 2 = 2: −1, 1, 2, 4.
    @Test("the median of four differences is the mean of the middle two")
    func four() {
        #expect(PairwiseDifferences(left: [0, 2], right: [4, 1]).median == 1.5)
    }

    @Test(
        "it is the middle of all of them, however many, and however alike",
        arguments: [
            (1, 1), (1, 1000), (999, 3), (20, 20), (21, 20), (21, 21), (57, 31), (150, 151), (101, 101),
        ])
    func agreesWithSorting(left: Int, right: Int) {
        for distinct in [2.0, 7, 1e15] {
            var generator = SeededGenerator(seed: UInt64(left * 1000 + right))
            let draw = { (_: Int) in (Double(generator.next() >> 11) * 0x1p-53 * distinct).rounded(.down) }
            let (one, other) = ((0..<left).map(draw), (0..<right).map(draw))
            #expect(PairwiseDifferences(left: one, right: other).median == sortedMedian(all(one, other)))
        }
    }

    @Test("values that are all the same differ by one number")
    func constant() {
        let same = [Double](repeating: 3, count: 200)
        #expect(PairwiseDifferences(left: same, right: same.map { $0 + 1 }).median == 1)
    }
}
