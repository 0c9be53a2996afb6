/// Whether a series of times has stopped falling: the least of its newest third is no longer a twentieth below the
/// least before it.
struct Settling {
    private var times: [Double] = []

    /// Fewer times tell nothing.
    static let fewest = 3

    mutating func note(_ seconds: Double) { times.append(seconds) }

    /// Infinite while there is none.
    var least: Double { times.reduce(.infinity, min) }

    var isSettled: Bool {
        guard times.count >= Settling.fewest else { return false }
        let newest = (times.count + 2) / 3
        let before = times.dropLast(newest).reduce(.infinity, min)
        return times.suffix(newest).reduce(.infinity, min) > 0.95 * before
    }
}
