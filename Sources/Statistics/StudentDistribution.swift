import Glibc

/// Student's t distribution.
enum StudentDistribution {
    /// P(T > t) for t of 0 or more: half the regularised incomplete beta function (Abramowitz and Stegun
    /// 26.7.1).
    static func upperTail(_ t: Double, degreesOfFreedom: Int) -> Double {
        let degrees = Double(degreesOfFreedom)
        let square = t * t
        return betaRegularized(
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

    /// I_x(a, b); `complement` is 1 − x, passed in because the subtraction would lose digits.
    private static func betaRegularized(
        _ x: Double, complement: Double, _ a: Double, _ b: Double
    ) -> Double {
        if x <= 0 { return 0 }
        if complement <= 0 { return 1 }
        let logBeta = lgamma(a + b) - lgamma(a) - lgamma(b)
        let front = exp(logBeta + a * log(x) + b * log(complement))
        if x < (a + 1) / (a + b + 2) {
            return front * betaFraction(x, a, b) / a
        }
        return 1 - front * betaFraction(complement, b, a) / b
    }

    /// The continued fraction of the incomplete beta function (DLMF 8.17.22), by Lentz's method.
    private static func betaFraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
        let tiny = 1e-300
        func away(_ value: Double) -> Double { abs(value) < tiny ? tiny : value }

        var c = 1.0
        var d = 1 / away(1 - (a + b) * x / (a + 1))
        var fraction = d
        for step in 1...10_000 {
            let m = Double(step)
            let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
            d = 1 / away(1 + even * d)
            c = away(1 + even / c)
            fraction *= d * c
            let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
            d = 1 / away(1 + odd * d)
            c = away(1 + odd / c)
            fraction *= d * c
            if abs(d * c - 1) < 1e-15 { break }
        }
        return fraction
    }
}
