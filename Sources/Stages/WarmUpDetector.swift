import Statistics

/// Whether a series of times has stopped falling, by a test of the slope over the newest two thirds.
///
/// A single fast answer ends no warm-up, as it would where minima are compared. A fall need not be shown beyond doubt to be
/// waited for, or a few noisy times would end every warm-up; to say at the end that one was not over takes more.
struct WarmUpDetector {
    private var times: [Double] = []

    /// Fewer times show no slope.
    static let fewest = 6

    /// With more than so few an operation that takes long may be measured, unless each was faster than the one before.
    static let fewestOfSlow = 3

    /// What is less than this from one half of the newest to the other is not waited for.
    private static let smallestFall = 0.03

    /// One-sided levels: at the first a fall is waited for, at the second it is told of.
    private static let levels = (waiting: 0.3, telling: 0.05)

    mutating func note(_ seconds: Double) { times.append(seconds) }

    /// Infinite while there is none.
    var least: Double { times.reduce(.infinity, min) }

    var isSettled: Bool { times.count >= WarmUpDetector.fewest && !falls(at: WarmUpDetector.levels.waiting) }

    /// Whether it is shown that it was still getting faster; of fewer than three times nobody knows.
    var isFalling: Bool {
        switch times.count {
        case ..<WarmUpDetector.fewestOfSlow: true
        case ..<WarmUpDetector.fewest: zip(times, times.dropFirst()).allSatisfy { $0 > $1 }
        default: falls(at: WarmUpDetector.levels.telling)
        }
    }

    private func falls(at level: Double) -> Bool {
        let newest = Array(times.suffix(max(WarmUpDetector.fewest, times.count * 2 / 3)))
        let half = newest.count / 2
        let (before, after) = (middle(newest.prefix(half)), middle(newest.suffix(half)))
        return after < (1 - WarmUpDetector.smallestFall) * before && fallProbability(newest) <= level
    }

    private func middle(_ times: ArraySlice<Double>) -> Double { sortedQuantile(times.sorted(), 0.5) }
}
