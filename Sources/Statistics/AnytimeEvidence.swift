import Glibc

/// Evidence on both sides of the limit that may be read after every block, however one came to stop.
///
/// A betting process on the signs of the margins: each margin is scaled by the median magnitude so far,
/// squeezed by tanh and staked by four gamblers, whose mean wealth is the evidence E. Under the limit E+
/// exceeds 1/alpha with probability at most alpha (Ville's inequality), and so does E− beyond it.
package struct AnytimeEvidence: Sendable {
    private static let stakes = [0.25, 0.5, 1, 2]

    /// Φ⁻¹(¾): the median magnitude of a normal variable of deviation 1.
    private static let normalMedianMagnitude = 0.6744897501960817

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
            logViolationWealth[gambler] += Self.logOnePlusTanh(bet)
            logPassWealth[gambler] += Self.logOnePlusTanh(-bet)
        }
    }

    /// ln(1 + tanh x) = ln 2 − ln(1 + e^(−2x)), finite where 1 + tanh x itself rounds to 0.
    private static func logOnePlusTanh(_ x: Double) -> Double {
        x >= 0 ? M_LN2 - log1p(exp(-2 * x)) : M_LN2 + 2 * x - log1p(exp(2 * x))
    }

    private static func logMean(_ logs: [Double]) -> Double {
        let largest = logs.reduce(-Double.infinity, max)
        return largest + log(logs.reduce(0) { $0 + exp($1 - largest) } / Double(logs.count))
    }
}
