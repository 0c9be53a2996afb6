import Glibc

/// Evidence that margins lie above 0, which may be read after every one of them, however one came to stop.
///
/// A mixture e-process as ``AnytimeEvidence``: while the margins are as likely below 0 as above it exceeds 1/alpha with
/// probability at most alpha. With `lateStarts` half of the stake waits and is laid on one margin after the other, as the
/// first of a change, so that what was before it does not count.
package struct OneSidedEvidence: Sendable {
    private static let stakes = [0.25, 0.5, 1, 2]

    private var magnitudes: [Double] = []
    private var logFromFirst: [Double]
    private var logFromLater: [Double]
    /// ln of the stake that each later start gets; −∞ where there is none.
    private let logLaterStake: Double
    private var laterStarts: Int

    /// - Parameter lateStarts: At how many margins behind the first a change may begin.
    package init(lateStarts: Int = 0) {
        let share = lateStarts > 0 ? 0.5 : 1
        logFromFirst = Self.stakes.map { _ in log(share) }
        logFromLater = Self.stakes.map { _ in -Double.infinity }
        logLaterStake = lateStarts > 0 ? log(0.5 / Double(lateStarts)) : -.infinity
        laterStarts = lateStarts
    }

    /// ln E
    package var logEvidence: Double {
        // Stakes that are not laid yet keep their worth.
        let waiting = laterStarts > 0 ? logLaterStake + log(Double(laterStarts)) : -.infinity
        let all = zip(logFromFirst, logFromLater).map { logSum([$0, $1, waiting]) }
        return logSum(all) - log(Double(all.count))
    }

    package mutating func add(_ margin: Double) throws(StatisticsError) {
        guard margin.isFinite else { throw .notFinite(index: magnitudes.count) }
        let isFirst = magnitudes.isEmpty
        let magnitude = abs(margin)
        magnitudes.insert(magnitude, at: magnitudes.firstIndex { $0 >= magnitude } ?? magnitudes.endIndex)
        let scale = sortedMedian(magnitudes) / AnytimeEvidence.normalMedianMagnitude
        bet(on: scale > 0 ? margin / scale : 0, isFirst: isFirst)
    }

    /// A margin that is not known counts against: as one that lies as far below 0 as they lie from it on the whole.
    package mutating func addUnknown() {
        bet(on: -AnytimeEvidence.normalMedianMagnitude, isFirst: true)
    }

    private mutating func bet(on standardised: Double, isFirst: Bool) {
        if !isFirst, laterStarts > 0 {
            laterStarts -= 1
            logFromLater = logFromLater.map { logSum([$0, logLaterStake]) }
        }
        for (gambler, stake) in Self.stakes.enumerated() {
            let factor = logOnePlusTanh(stake * standardised)
            logFromFirst[gambler] += factor
            logFromLater[gambler] += factor
        }
    }

    /// The fewest margins, all alike, that are evidence at this level: 7 at .05, 8 at .025.
    package static func leastMargins(alpha: Double) throws(StatisticsError) -> Int {
        guard alpha > 1e-100, alpha < 0.5 else { throw .outOfRange(.alpha, value: alpha) }
        var evidence = OneSidedEvidence()
        var count = 0
        while evidence.logEvidence < -log(alpha) {
            try evidence.add(1)
            count += 1
        }
        return count
    }
}

/// ln Σ e^x, −∞ where there is nothing.
private func logSum(_ logs: [Double]) -> Double {
    let largest = logs.reduce(-Double.infinity, max)
    guard largest > -.infinity else { return largest }
    return largest + log(logs.reduce(0) { $0 + exp($1 - largest) })
}
