import Glibc

extension WindowedShareTest {
    /// How often so many requests in each of the planned windows pass where this share of them fails, each by itself.
    ///
    /// The design effect, which such requests do not have, is estimated all the same, and costs some power: over few windows
    /// more than over many.
    ///
    ///     limit 1 %, share .5 %, 40 windows of 150 → .98
    package func passProbability(share: Double, requestsPerWindow: Int) -> Double {
        let requests = requestsPerWindow * plannedWindows
        guard plannedWindows >= Self.leastWindows, requests >= 1, proportion > 0, share > 0, share < 1 else {
            return 0
        }
        guard proportion < 1 else { return 1 }
        let failing = BinomialDistribution(trials: requests, probability: share)
        let effects = designEffects(share: share, requestsPerWindow: requestsPerWindow)
        let passes = effects.reduce(0.0) { sum, effect in
            sum + exp(mostPassing(of: requests, effect).map { failing.logAtMost($0) } ?? -.infinity)
        }
        let last = BinomialDistribution(
            trials: max(1, plannedWindows / 3) * requestsPerWindow, probability: share)
        let suspicious = last.logAtLeast(Int(proportion * Double(last.trials)) + 1)
        return max(0, passes / Double(effects.count) - exp(suspicious))
    }

    private func mostPassing(of requests: Int, _ effect: Double) -> Int? {
        let more = firstIndex(below: requests) { !isPassed(failures: $0, of: requests, effect) }
        return more == 0 ? nil : more - 1
    }

    /// Estimates of a design effect of 1, each as likely as the others: a chi-squared variable over its degrees of freedom,
    /// fewer where there are few failures a window, by Wilson and Hilferty's approximation.
    private func designEffects(share: Double, requestsPerWindow: Int) -> [Double] {
        let expected = Double(requestsPerWindow) * share
        let variance = (2 + 1 / expected) / Double(plannedWindows - 1)
        let degrees = 2 / variance
        let count = 40
        let allowance = Self.allowance(windows: plannedWindows, alpha)
        let rise = [WindowCount].rise(from: share, to: proportion)
        return (0..<count).map { index in
            let middle = (Double(index) + 0.5) / Double(count)
            let z =
                middle < 0.5
                ? -NormalDistribution.upperQuantile(middle) : NormalDistribution.upperQuantile(1 - middle)
            let root = 1 - 2 / (9 * degrees) + z * (2 / (9 * degrees)).squareRoot()
            return (1 + (max(1, root * root * root) - 1) * rise) * allowance
        }
    }

    /// The fewest requests a window with which this share passes with the power; nil where not even a million a window do.
    package func requestsPerWindow(passing share: Double, power: Double) -> Int? {
        var (low, high) = (0, 1)
        while passProbability(share: share, requestsPerWindow: high) < power {
            guard high < 1_000_000 else { return nil }
            (low, high) = (high, high * 2)
        }
        while high - low > 1 {
            let middle = (low + high) / 2
            if passProbability(share: share, requestsPerWindow: middle) < power {
                low = middle
            } else {
                high = middle
            }
        }
        return high
    }
}
