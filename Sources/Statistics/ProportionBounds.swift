import Glibc

/// A share of failures with its exact one-sided confidence bounds (Clopper and Pearson, Biometrika 26, 1934).
///
/// ``ProportionLimit`` passes from `upper` on and is violated up to `lower`. Of 100 samples with one failure: 0.0005 and
/// 0.0466 at alpha 0.05.
package struct ProportionBounds: Equatable, Sendable {
    package let lower: Double
    package let upper: Double

    package init(failures: Int, of samples: Int, alpha: Double) throws(StatisticsError) {
        guard alpha > 0, alpha < 0.5 else { throw .outOfRange(.alpha, value: alpha) }
        guard samples >= 1 else { throw .tooFew(needed: 1, found: samples) }
        guard (0...samples).contains(failures) else { throw .outOfRange(.failures, value: Double(failures)) }
        // Beyond these ends of the range a share is as good as none, or all.
        let (least, most) = (1e-9, 1 - 1e-9)
        upper =
            failures == samples
            ? 1
            : zeroOfDecreasing(from: least, to: most) { share in
                BinomialDistribution(trials: samples, probability: share).logAtMost(failures) - log(alpha)
            }
        lower =
            failures == 0
            ? 0
            : zeroOfDecreasing(from: least, to: most) { share in
                log(alpha) - BinomialDistribution(trials: samples, probability: share).logAtLeast(failures)
            }
    }
}
