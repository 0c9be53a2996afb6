/// The slopes of y on x between all pairs of points whose x differs (Theil and Sen), x in any order and spacing.
///
///     (1, 3) (2, 4) (4, 6) → slopes 1 1 1
package struct PairwiseSlope: Equatable, Sendable {
    /// The median.
    package let slope: Double
    /// The quartile below it: three quarters of the pairs rise at least so fast.
    package let lowerQuartile: Double

    /// Nil where no two points differ in x.
    package init?(_ points: [(x: Double, y: Double)]) {
        var slopes: [Double] = []
        for (index, first) in points.enumerated() {
            for second in points[(index + 1)...] where second.x != first.x {
                slopes.append((second.y - first.y) / (second.x - first.x))
            }
        }
        guard !slopes.isEmpty else { return nil }
        slopes.sort()
        slope = sortedMedian(slopes)
        lowerQuartile = sortedQuantile(slopes, 0.25)
    }
}
