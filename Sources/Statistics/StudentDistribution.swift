/// Student's t distribution.
enum StudentDistribution {
    /// P(T > t) for t of 0 or more: half the regularised incomplete beta function (Abramowitz and Stegun
    /// 26.7.1).
    static func upperTail(_ t: Double, degreesOfFreedom: Int) -> Double {
        let degrees = Double(degreesOfFreedom)
        let square = t * t
        return BetaFunction.regularized(
            degrees / (degrees + square), complement: square / (degrees + square), degrees / 2, 0.5) / 2
    }

    /// The t that is exceeded with the probability `tail`, above 0 and below 0.5: 2.7515 for 0.0125 and 8
    /// degrees.
    static func upperQuantile(_ tail: Double, degreesOfFreedom: Int) -> Double {
        var high = 2.0
        while upperTail(high, degreesOfFreedom: degreesOfFreedom) > tail { high *= 2 }
        return zeroOfDecreasing(from: 0, to: high) {
            upperTail($0, degreesOfFreedom: degreesOfFreedom) - tail
        }
    }
}
