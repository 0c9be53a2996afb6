/// How far the true mean may lie below and above the mean of some values, by Student's t with N. J. Johnson's correction
/// for skewness (Journal of the American Statistical Association 73, 1978).
///
/// A few large values among many small ones pull mean and deviation up together, so the plain upper bound is too low
/// whenever they happen to be missing. The correction, `μ₃ (1 + 2t²) / 6s²n`, is used only where it widens a side.
struct SkewedReach {
    /// Of the mean; at least 0.
    let below: Double
    let above: Double

    /// - Parameters:
    ///   - values: At least two.
    ///   - belowAlpha, aboveAlpha: One-sided level of each side alone.
    init(_ values: [Double], belowAlpha: Double, aboveAlpha: Double) throws(StatisticsError) {
        let deviation = try standardDeviation(values)
        guard deviation > 0 else {
            below = 0
            above = 0
            return
        }
        let count = Double(values.count)
        let mean = values.mean
        let thirdMoment = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) * ($1 - mean) } / count
        let skew = thirdMoment / (6 * deviation * deviation * count)
        func reach(_ alpha: Double, _ sign: Double) -> Double {
            let t = StudentDistribution.upperQuantile(alpha, degreesOfFreedom: values.count - 1)
            return t * deviation / count.squareRoot() + max(0, sign * skew * (1 + 2 * t * t))
        }
        below = reach(belowAlpha, -1)
        above = aboveAlpha == belowAlpha && skew == 0 ? below : reach(aboveAlpha, 1)
    }
}
