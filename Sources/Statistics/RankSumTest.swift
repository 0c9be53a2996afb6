/// Whether one sample tends to be larger than another (Mann and Whitney), by the normal approximation.
///
/// With tie and continuity correction; from eight values a side on it is close enough for levels down to .001.
package struct RankSumTest: Equatable, Sendable {
    /// Deviations by which the later sample ranks above the earlier; negative where it ranks below.
    package let deviations: Double

    /// - Throws: ``StatisticsError/tooFew(needed:found:)`` below eight values in either.
    package init(_ earlier: [Double], _ later: [Double]) throws(StatisticsError) {
        try earlier.requireFinite(atLeast: 8)
        try later.requireFinite(atLeast: 8)
        let sorted = (earlier.map { (value: $0, isLater: false) } + later.map { (value: $0, isLater: true) })
            .sorted { $0.value < $1.value }
        var rankSum = 0.0
        var ties = 0.0
        var start = 0
        while start < sorted.count {
            var end = start
            while end < sorted.count, sorted[end].value == sorted[start].value { end += 1 }
            let rank = Double(start + end + 1) / 2
            rankSum += rank * Double(sorted[start..<end].count(where: { $0.isLater }))
            let tied = Double(end - start)
            ties += tied * tied * tied - tied
            start = end
        }
        let (first, second) = (Double(earlier.count), Double(later.count))
        let all = first + second
        let variance = first * second / 12 * (all + 1 - ties / (all * (all - 1)))
        let excess = rankSum - second * (second + 1) / 2 - first * second / 2
        guard variance > 0, abs(excess) > 0.5 else {
            deviations = 0
            return
        }
        deviations = (excess - (excess > 0 ? 0.5 : -0.5)) / variance.squareRoot()
    }
}
