import Glibc

/// The number of failures among `trials`, each failing with the same `probability` between 0 and 1.
struct BinomialDistribution {
    let trials: Int
    let probability: Double

    /// ln P(X ≤ count).
    func logAtMost(_ count: Int) -> Double {
        if count >= trials { return 0 }
        return min(0, logSum(over: 0...count))
    }

    /// ln P(X ≥ count).
    func logAtLeast(_ count: Int) -> Double {
        if count <= 0 { return 0 }
        return min(0, logSum(over: count...trials))
    }

    /// Sums from the range's most probable count outwards, each term by its ratio to the one before.
    private func logSum(over range: ClosedRange<Int>) -> Double {
        let mode = Int(Double(trials + 1) * probability)
        let peak = min(max(mode, range.lowerBound), range.upperBound)
        let odds = probability / (1 - probability)

        var sum = 1.0
        var term = 1.0
        for count in stride(from: peak, to: range.lowerBound, by: -1) {
            term *= Double(count) / Double(trials - count + 1) / odds
            sum += term
            if term < sum * 1e-18 { break }
        }
        term = 1
        for count in peak..<range.upperBound {
            term *= Double(trials - count) / Double(count + 1) * odds
            sum += term
            if term < sum * 1e-18 { break }
        }
        return logMass(at: peak) + log(sum)
    }

    /// ln P(X = count).
    private func logMass(at count: Int) -> Double {
        let failures = Double(count)
        let others = Double(trials - count)
        let coefficient = lgamma(Double(trials) + 1) - lgamma(failures + 1) - lgamma(others + 1)
        return coefficient + failures * log(probability) + others * log1p(-probability)
    }
}
