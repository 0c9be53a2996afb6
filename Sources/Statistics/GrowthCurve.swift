import Glibc

/// a + b·n^k through the costs at three sizes, of which only what does not depend on a and b is asked: with the fixed cost
/// a left in, the slope of ln cost on ln size of a linear scan under 80 % overhead is 0.117, and not 1.
///
/// `sizes` are shares of the whole, ascending and above 0, the last of them 1.
package struct GrowthCurve: Sendable {
    package let sizes: [Double]

    /// Powers that are considered where one is searched for.
    package static let powers = -10.0...10.0

    package init(sizes: [Double]) throws(StatisticsError) {
        try sizes.requirePositive()
        guard sizes.count == 3, sizes[0] < sizes[1], sizes[1] < sizes[2] else {
            throw .tooFew(needed: 3, found: Set(sizes).count)
        }
        self.sizes = sizes
    }

    /// (c − b) / (b − a) of n^power at the sizes a, b, c: 2 at the power 1 and sizes 1/4, 1/2 and 1, 4 at the power 2.
    func steepening(_ power: Double) -> Double { rise(from: 1, to: 2, power) / rise(from: 0, to: 1, power) }

    /// How much steeper the cost rises in the second step than n^power would, in units of the mean cost: above 0 beyond that
    /// power and below 0 within it, as long as the cost grows at all.
    package func excess(of costs: [Double], over power: Double) throws(StatisticsError) -> Double {
        try check(costs)
        let (first, second) = (costs[1] - costs[0], costs[2] - costs[1])
        return (second - steepening(power) * first) / costs.mean
    }

    /// ln of the cost at the whole over that at the smallest size.
    package func growth(of costs: [Double]) throws(StatisticsError) -> Double {
        try check(costs)
        return log(costs[2]) - log(costs[0])
    }

    /// k of a + b·n^k; nil where the cost does not grow in both steps, so that no power fits.
    package func power(of costs: [Double]) throws(StatisticsError) -> Double? {
        try check(costs)
        let (first, second) = (costs[1] - costs[0], costs[2] - costs[1])
        guard first > 0, second > 0 else { return nil }
        return zeroOfDecreasing(from: Self.powers.lowerBound, to: Self.powers.upperBound) {
            second / first - steepening($0)
        }
    }

    /// The cost at another size, in shares of the whole, where the cost grows with this power from the smallest size to the
    /// whole.
    package func cost(
        at size: Double, of costs: [Double], growingWith power: Double
    ) throws(StatisticsError) -> Double {
        try check(costs)
        let further = rise(from: sizes[2], to: size, power) / rise(from: 0, to: 2, power)
        return costs[2] + (costs[2] - costs[0]) * further
    }

    private func check(_ costs: [Double]) throws(StatisticsError) {
        guard costs.count == 3 else { throw .tooFew(needed: 3, found: costs.count) }
        try costs.requirePositive()
    }

    private func rise(from first: Int, to second: Int, _ power: Double) -> Double {
        rise(from: sizes[first], to: sizes[second], power)
    }

    /// (y^k − x^k) / k, which is ln y − ln x at k = 0.
    private func rise(from x: Double, to y: Double, _ power: Double) -> Double {
        guard abs(power) > 1e-9 else { return log(y) - log(x) }
        return pow(x, power) * expm1(power * (log(y) - log(x))) / power
    }
}
