/// How alike neighbours in time are, with the two-sided p of "no more than chance would make them".
///
/// The p uses Moran's mean −1/n and variance (n − 2)² / (n²(n − 1)) of the coefficient without correlation
/// (Biometrika 35, 1948).
package struct LagOneAutocorrelation: Equatable, Sendable {
    package let coefficient: Double
    package let pValue: Double

    /// `values` in the order they were taken, at least 8; nil where all are equal, which leaves nothing to
    /// correlate.
    package init?(_ values: [Double]) throws(StatisticsError) {
        try values.requireFinite(atLeast: 8)
        guard values.contains(where: { $0 != values[0] }) else { return nil }
        let count = Double(values.count)
        let deviations = values.map { $0 - values.mean }
        let products = zip(deviations, deviations.dropFirst()).map { $0 * $1 }
        coefficient = products.reduce(0, +) / deviations.reduce(0) { $0 + $1 * $1 }
        let deviation = (count - 2) / (count * (count - 1).squareRoot())
        pValue = NormalDistribution.twoSided((coefficient + 1 / count) / deviation)
    }
}
