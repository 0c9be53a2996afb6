import GateModel
import Glibc
import Statistics

/// Starts of the candidate that are much slower than its others.
///
/// A rule on the typical start passes where one start in five is 30 % slower, in 60 % of gates (statistics.md); so it is told.
struct StartSpread {
    /// A start stands out by at least this ratio to the middle of all.
    private static let leastRatio = 1.15

    /// And by so many deviations of the faster half of the starts.
    private static let deviations = 4.0

    private let count: Int
    /// Log ratios to the middle, of the starts that stand out as slower.
    private let slower: [Double]
    private let faster: Int

    /// - Parameter logRatios: Of each block, candidate to baseline, on a scale where above 0 is worse.
    init(_ logRatios: [Double]) throws(StatisticsError) {
        count = logRatios.count
        let middle = try median(logRatios)
        let belowMiddle = logRatios.map { middle - $0 }.filter { $0 >= 0 }
        let deviation = try median(belowMiddle) / 0.6744897501960817
        let least = max(log(Self.leastRatio), Self.deviations * deviation)
        slower = logRatios.map { $0 - middle }.filter { $0 > least }
        faster = logRatios.count { middle - $0 > least }
    }

    /// `in 2 of 12 blocks the candidate was 31 % worse than in the others: single starts, which a rule on the typical one does
    /// not see`; nil where none stands out, or as many are better.
    var note: String? {
        guard slower.count > faster else { return nil }
        let typical = sortedQuantile(slower.sorted(), 0.5)
        return
            "in \(slower.count) of \(count) blocks the candidate was \(percentText(expm1(typical))) worse than in "
            + "the others: single starts, which a rule on the typical one does not see"
    }
}
