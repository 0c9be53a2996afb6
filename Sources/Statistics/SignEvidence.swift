import Glibc

/// Whether of two things that should happen as often as each other one happens more often: a sign test.
package struct SignEvidence: Equatable, Sendable {
    package let more: Int
    package let fewer: Int

    package init(more: Int, fewer: Int) {
        self.more = more
        self.fewer = fewer
    }

    /// The probability that a fair coin shows at least as many: 7 against 1 have 9/256.
    package var pValue: Double {
        guard more > 0 else { return 1 }
        return exp(BinomialDistribution(trials: more + fewer, probability: 0.5).logAtLeast(more))
    }

    /// An e-value: above 1/α with a probability of at most α, whenever and however often one looks (J. Ville, 1939).
    ///
    /// The mean over all shares θ from ½ to 1 of the likelihood of θ against that of ½; 10 against none have 2047/11.
    package var evidence: Double {
        let (first, second) = (Double(more) + 1, Double(fewer) + 1)
        let beta = exp(lgamma(first) + lgamma(second) - lgamma(first + second))
        let above = BetaFunction.regularized(0.5, complement: 0.5, second, first)
        return pow(2, first + second - 1) * beta * above
    }
}
