/// How many requests of one window failed, or were beyond a limit.
package struct WindowCount: Hashable, Sendable {
    package let failures: Int
    /// Those without a value: nothing that fails for certain, and nothing that is known to be good.
    package let unknown: Int
    /// All, failed and unknown ones included.
    package let requests: Int

    package init(failures: Int, unknown: Int = 0, requests: Int) {
        self.failures = failures
        self.unknown = unknown
        self.requests = requests
    }

    /// The same where what is unknown had failed.
    var atWorst: WindowCount { WindowCount(failures: failures + unknown, requests: requests) }
}

extension [WindowCount] {
    var failures: Int { reduce(0) { $0 + $1.failures } }

    var requests: Int { reduce(0) { $0 + $1.requests } }

    /// How many times the variance of independent requests the failures have from window to window: Pearson's X² over its
    /// degrees of freedom, and never below 1.
    ///
    /// What fails in bursts tells less than its number says: so many times fewer requests, each by itself, tell as much (Rao
    /// and Scott, Biometrics 48, 1992). Ten windows of 100 with 1 failure each give 1, one of them with all ten failures 10.1.
    package var designEffect: Double {
        let filled = filter { $0.requests > 0 }
        let share = Double(filled.failures) / Double(Swift.max(1, filled.requests))
        guard filled.count >= 2, share > 0, share < 1 else { return 1 }
        let square = filled.reduce(0.0) { sum, window in
            let expected = Double(window.requests) * share
            let excess = Double(window.failures) - expected
            return sum + excess * excess / (expected * (1 - share))
        }
        return Swift.max(1, square / Double(filled.count - 1))
    }

    /// The same if as much failed as a limit allows.
    ///
    /// Bursts are as strong as they are frequent: where windows differ in proportion to their mean, the effect beyond 1 does
    /// too. So windows that happened to be good show too little of it, just when they seem to pass. At most twice as much is
    /// reckoned with, or a single pair of failures in one window would count as a burst.
    func designEffect(at limit: Double) -> Double {
        let share = Double(failures) / Double(Swift.max(1, requests))
        guard share > 0 else { return designEffect }
        return 1 + (designEffect - 1) * Self.rise(from: share, to: limit)
    }

    private static var mostRise: Double { 2 }

    /// How many times as large the effect beyond 1 is at a limit as at a share below it.
    static func rise(from share: Double, to limit: Double) -> Double {
        Swift.min(mostRise, Swift.max(1, limit / share))
    }
}
