import Glibc

/// The regularised incomplete beta function.
enum BetaFunction {
    /// I_x(a, b); `complement` is 1 − x, passed in because the subtraction would lose digits.
    static func regularized(
        _ x: Double, complement: Double, _ a: Double, _ b: Double
    ) -> Double {
        if x <= 0 { return 0 }
        if complement <= 0 { return 1 }
        let logBeta = lgamma(a + b) - lgamma(a) - lgamma(b)
        let front = exp(logBeta + a * log(x) + b * log(complement))
        if x < (a + 1) / (a + b + 2) {
            return front * fraction(x, a, b) / a
        }
        return 1 - front * fraction(complement, b, a) / b
    }

    /// The continued fraction of the incomplete beta function (DLMF 8.17.22), by Lentz's method.
    private static func fraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
        let tiny = 1e-300
        func away(_ value: Double) -> Double { abs(value) < tiny ? tiny : value }

        var c = 1.0
        var d = 1 / away(1 - (a + b) * x / (a + 1))
        var value = d
        for step in 1...10_000 {
            let m = Double(step)
            let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
            d = 1 / away(1 + even * d)
            c = away(1 + even / c)
            value *= d * c
            let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
            d = 1 / away(1 + odd * d)
            c = away(1 + odd / c)
            value *= d * c
            if abs(d * c - 1) < 1e-15 { break }
        }
        return value
    }
}
