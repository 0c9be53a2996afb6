/// The median slope of all pairs of equally spaced values, with Sen's one-sided bounds.
///
/// Slopes are per step from one value to the next. The bounds' rank comes from the normal approximation of
/// Kendall's S without ties, rounded outwards (Hollander and Wolfe, 9.3).
package struct TheilSenSlope: Equatable, Sendable {
    package let slope: Double

    /// Each bound alone holds with confidence 1 − alpha.
    package let lower: Double
    package let upper: Double

    /// - Throws: ``StatisticsError/tooFew(needed:found:)`` where so few values leave a bound infinite:
    ///   fewer than 6 at alpha 0.0125.
    package init(_ values: [Double], alpha: Double) throws(StatisticsError) {
        guard alpha > 0, alpha < 0.5 else { throw .outOfRange(.alpha, value: alpha) }
        let z = NormalDistribution.upperQuantile(alpha)
        var needed = 2
        while Self.rank(count: needed, z: z) < 1 { needed += 1 }
        try values.requireFinite(atLeast: needed)

        let slopes = Self.slopes(values)
        let rank = Self.rank(count: values.count, z: z)
        slope = sortedMedian(slopes)
        lower = slopes[rank - 1]
        upper = slopes[slopes.count - rank]
    }

    /// The slopes of all pairs in ascending order.
    static func slopes(_ values: [Double]) -> [Double] {
        var slopes: [Double] = []
        for (index, earlier) in values.enumerated() {
            for (distance, later) in values[(index + 1)...].enumerated() {
                slopes.append((later - earlier) / Double(distance + 1))
            }
        }
        return slopes.sorted()
    }

    /// Which slope, counted from 1 from either end, is the bound; below 1 there is none.
    private static func rank(count: Int, z: Double) -> Int {
        let n = Double(count)
        let deviation = (n * (n - 1) * (2 * n + 5) / 18).squareRoot()
        return Int(((n * (n - 1) / 2 - z * deviation) / 2).rounded(.down))
    }
}
