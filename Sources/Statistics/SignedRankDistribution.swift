/// The exact distribution of the signed-rank statistic when every sign is a fair coin.
///
/// Ranks are 1…n without ties. With ties or zeros the same table is used; see ``WilcoxonStatistic``.
package struct SignedRankDistribution: Sendable {
    package static let sampleSizes = 1...128

    /// P(W ≤ w) at index w, from 0 to n(n + 1)/2.
    private let cumulative: [Double]

    package init(sampleSize: Int) throws(StatisticsError) {
        guard Self.sampleSizes.contains(sampleSize) else {
            throw .outOfRange(.blocks, value: Double(sampleSize))
        }
        let largest = sampleSize * (sampleSize + 1) / 2
        var probability = [Double](repeating: 0, count: largest + 1)
        probability[0] = 1
        var reached = 0
        for rank in 1...sampleSize {
            reached += rank
            // Downwards, so that the entry `rank` below still belongs to the ranks before this one.
            for sum in stride(from: reached, through: 0, by: -1) {
                let without = probability[sum]
                let with = sum >= rank ? probability[sum - rank] : 0
                probability[sum] = (without + with) / 2
            }
        }
        for sum in 1...largest { probability[sum] += probability[sum - 1] }
        cumulative = probability
    }

    /// P(W ≤ w); an average rank that ends in a half counts as the whole number below it.
    ///
    /// With n = 8, P(W ≤ 2) is 3/256.
    package func probability(atMost statistic: Double) -> Double {
        if statistic < 0 { return 0 }
        if statistic >= Double(cumulative.count - 1) { return 1 }
        return cumulative[Int(statistic)]
    }

    /// The largest w with P(W ≤ w) ≤ alpha, or −1 if there is none.
    package func criticalValue(_ alpha: Double) -> Int {
        var critical = -1
        while critical + 1 < cumulative.count, cumulative[critical + 1] <= alpha { critical += 1 }
        return critical
    }
}
