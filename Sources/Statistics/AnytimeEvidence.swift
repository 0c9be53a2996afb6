import Glibc

/// Evidence on both sides of the limit that may be read after every block, however one came to stop.
///
/// A betting process on the signs of the margins: each margin is scaled by the median magnitude so far,
/// squeezed by tanh and staked by four gamblers, whose mean wealth is the evidence E. Under the limit E+
/// exceeds 1/alpha with probability at most alpha (Ville's inequality), and so does E− beyond it.
package struct AnytimeEvidence: Sendable {
    private static let stakes = [0.25, 0.5, 1, 2]

    /// Φ⁻¹(¾): the median magnitude of a normal variable of deviation 1.
    package static let normalMedianMagnitude = 0.6744897501960817

    private var magnitudes: [Double] = []
    private var logViolationWealth = stakes.map { _ in 0.0 }
    private var logPassWealth = stakes.map { _ in 0.0 }

    package init() {}

    /// ln E+, the evidence that the margins lie above 0.
    package var logViolation: Double { Self.logMean(logViolationWealth) }

    /// ln E−, the evidence that the margins lie below 0.
    package var logPass: Double { Self.logMean(logPassWealth) }

    package mutating func add(_ margin: Double) throws(StatisticsError) {
        guard margin.isFinite else { throw .notFinite(index: magnitudes.count) }
        let magnitude = abs(margin)
        magnitudes.insert(magnitude, at: magnitudes.firstIndex { $0 >= magnitude } ?? magnitudes.endIndex)
        let scale = sortedMedian(magnitudes) / Self.normalMedianMagnitude
        // Nothing to scale by: the factor is 1.
        guard scale > 0 else { return }
        for (gambler, stake) in Self.stakes.enumerated() {
            let bet = stake * margin / scale
            logViolationWealth[gambler] += logOnePlusTanh(bet)
            logPassWealth[gambler] += logOnePlusTanh(-bet)
        }
    }

    private static func logMean(_ logs: [Double]) -> Double {
        let largest = logs.reduce(-Double.infinity, max)
        return largest + log(logs.reduce(0) { $0 + exp($1 - largest) } / Double(logs.count))
    }
}
