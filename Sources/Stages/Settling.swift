import Statistics

/// Whether a series of times has stopped falling: a test of the slope over its newest half shows no fall, or none that
/// matters.
///
/// A single fast answer ends no warm-up, and a single slow one does not prolong it, as they would where minima are compared.
struct Settling {
    private var times: [Double] = []

    /// Fewer times show no slope: of five all but one pair of neighbours must have fallen to be a fall at .05.
    static let fewest = 5

    /// With so few an operation that takes long may be measured, unless each was faster than the one before.
    static let fewestOfSlow = 3

    /// What is less than this from one half of the newest to the other is not waited for.
    private static let smallestFall = 0.03

    mutating func note(_ seconds: Double) { times.append(seconds) }

    /// Infinite while there is none.
    var least: Double { times.reduce(.infinity, min) }

    var isSettled: Bool { times.count >= Settling.fewest && !isFalling }

    /// Whether it was still getting faster; of fewer than three times nobody knows.
    var isFalling: Bool {
        guard times.count >= Settling.fewestOfSlow else { return true }
        guard times.count >= Settling.fewest else {
            return zip(times, times.dropFirst()).allSatisfy { $0 > $1 }
        }
        let newest = Array(times.suffix(max(Settling.fewest, times.count / 2)))
        let half = newest.count / 2
        let (before, after) = (middle(newest.prefix(half)), middle(newest.suffix(half)))
        return after < (1 - Settling.smallestFall) * before && fallProbability(newest) <= 0.05
    }

    private func middle(_ times: ArraySlice<Double>) -> Double { sortedQuantile(times.sorted(), 0.5) }
}
