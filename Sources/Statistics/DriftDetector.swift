import Glibc

/// Watches a growing series of releases for a change that each release alone is too small to show.
///
/// An e-detector (Shin, Ramdas and Rinaldo 2023): M_k = (M_{k−1} + 1)·E_k, E_k the e-value of release k against
/// "no change beyond the limit". While that holds, at least `threshold` releases pass on average before M reaches
/// it. Where several bets are laid, each has its own M and their mean is compared. Kept in logarithms, so that no
/// series is too long or too clear.
package struct DriftDetector: Equatable, Sendable {
    /// λ of E = exp(λz − λ²/2) for a standardised z, and g of E = 1 + tanh(g·z) for one that is only scaled.
    package static let stakes = [0.25, 0.5, 1, 2]

    package static let threshold = 1000.0

    private static let logThreshold = log(threshold)

    /// ln M, one for each bet.
    private var logLevels: [Double]

    package private(set) var releases = 0

    /// The release, counted from 1, at which M first reached the threshold.
    package private(set) var alarm: Int?

    /// - Parameter bets: How many e-values each release brings.
    package init(bets: Int = DriftDetector.stakes.count) {
        logLevels = [Double](repeating: -.infinity, count: max(1, bets))
    }

    /// ln of the mean M: −∞ before the first release.
    package var logLevel: Double {
        let largest = logLevels.reduce(-.infinity, max)
        guard largest > -.infinity else { return largest }
        return largest + log(logLevels.reduce(0) { $0 + exp($1 - largest) } / Double(logLevels.count))
    }

    /// Takes a release whose z would be standard normal, or lower, at the limit.
    package mutating func add(standardised z: Double) throws(StatisticsError) {
        try [z].requireFinite()
        add(Self.stakes.map { $0 * z - $0 * $0 / 2 })
    }

    /// Takes a release whose z would be symmetric around 0, or lower, at the limit, with whatever deviation.
    package mutating func add(symmetric z: Double) throws(StatisticsError) {
        try [z].requireFinite()
        add(Self.stakes.map { logOnePlusTanh($0 * z) })
    }

    /// Takes a release by ln of its e-value, the same for every bet; −∞ is an e-value of 0.
    package mutating func add(logEvidence: Double) throws(StatisticsError) {
        guard logEvidence < .infinity else { throw .notFinite(index: releases) }
        add(logLevels.map { _ in logEvidence })
    }

    private mutating func add(_ logEvidence: [Double]) {
        logLevels = zip(logLevels, logEvidence).map { logOnePlusExp($0) + $1 }
        releases += 1
        if alarm == nil, logLevel >= Self.logThreshold { alarm = releases }
    }
}

/// ln(1 + tanh x) = ln 2 − ln(1 + e^(−2x)), finite where 1 + tanh x itself rounds to 0.
func logOnePlusTanh(_ x: Double) -> Double {
    x >= 0 ? M_LN2 - log1p(exp(-2 * x)) : M_LN2 + 2 * x - log1p(exp(2 * x))
}

/// ln(1 + e^x), for any x from −∞ on.
private func logOnePlusExp(_ x: Double) -> Double {
    x > 0 ? x + log1p(exp(-x)) : log1p(exp(x))
}
