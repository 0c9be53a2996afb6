import Glibc

/// The standard normal distribution, by its upper tail, which keeps its digits where the tail is thin.
enum NormalDistribution {
    /// P(Z > z).
    static func upperTail(_ z: Double) -> Double {
        erfc(z / 2.0.squareRoot()) / 2
    }

    static func density(_ z: Double) -> Double {
        exp(-z * z / 2) / (2 * Double.pi).squareRoot()
    }

    /// The z that is exceeded with the probability `tail`, above 0 and at most 0.5: 1.6449 for 0.05.
    static func upperQuantile(_ tail: Double) -> Double {
        zeroOfDecreasing(from: 0, to: 39) { upperTail($0) - tail }
    }

    /// p of a two-sided test whose statistic is z.
    static func twoSided(_ z: Double) -> Double {
        min(1, 2 * upperTail(abs(z)))
    }
}
