/// A mean with Student's one-sided confidence bounds.
package struct MeanBounds: Equatable, Sendable {
    package let mean: Double

    /// Each bound alone holds with confidence 1 − alpha.
    package let lower: Double
    package let upper: Double

    /// `values` must be at least two.
    package init(_ values: [Double], alpha: Double) throws(StatisticsError) {
        guard alpha > 0, alpha < 0.5 else { throw .outOfRange(.alpha, value: alpha) }
        let error = try standardDeviation(values) / Double(values.count).squareRoot()
        mean = values.mean
        let reach = StudentDistribution.upperQuantile(alpha, degreesOfFreedom: values.count - 1) * error
        lower = mean - reach
        upper = mean + reach
    }
}
