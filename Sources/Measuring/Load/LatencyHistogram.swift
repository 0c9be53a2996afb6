package import GateModel

/// Counts of latencies, each kept with three significant digits, whatever its size (HdrHistogram's layout).
///
/// Values below 2048 ns have a cell each; from there on 1024 cells serve each doubling.
package struct LatencyHistogram: Sendable, Hashable {
    private var counts: [UInt64] = []
    package private(set) var count = 0
    private var sum = 0.0
    private var least = UInt64.max
    private var most: UInt64 = 0

    private static let digits = 11

    package init() {}

    /// - Parameter nanoseconds: recorded as it is; there is no greatest value.
    @inline(__always)
    package mutating func record(_ nanoseconds: UInt64) {
        let cell = Self.cell(nanoseconds)
        if cell >= counts.count { grow(to: cell) }
        counts[cell] &+= 1
        count &+= 1
        sum += Double(nanoseconds)
        if nanoseconds > most { most = nanoseconds }
        if nanoseconds < least { least = nanoseconds }
    }

    package mutating func add(_ other: LatencyHistogram) {
        guard other.count > 0 else { return }
        if other.counts.count > counts.count { grow(to: other.counts.count - 1) }
        for (cell, count) in other.counts.enumerated() { counts[cell] += count }
        count += other.count
        sum += other.sum
        most = max(most, other.most)
        least = min(least, other.least)
    }

    /// The least recorded value that at least this percentage of all do not exceed, within its cell; exact at 100.
    ///
    /// Nil where nothing was recorded. An example: of 1 ms … 100 ms, each once, 95 gives 95.0 ms.
    package func nanoseconds(atPercentile percentile: Double) -> UInt64? {
        guard count > 0 else { return nil }
        if percentile >= 100 { return most }
        // A product that ought to be whole is not always: 0.999 × 1000.
        let wanted = max(1, UInt64((percentile / 100 * Double(count) - 1e-9).rounded(.up)))
        var below: UInt64 = 0
        for (cell, count) in counts.enumerated() {
            below += count
            if below >= wanted { return min(Self.greatest(inCell: cell), most) }
        }
        return most
    }

    /// Nil where nothing was recorded.
    package var summary: LatencySummary? {
        guard count > 0 else { return nil }
        func seconds(_ percentile: Double) -> Double {
            Double(nanoseconds(atPercentile: percentile) ?? 0) / 1e9
        }
        return LatencySummary(
            count: count, mean: sum / Double(count) / 1e9, p50: seconds(50), p95: seconds(95),
            p99: seconds(99),
            p999: seconds(99.9), maximum: seconds(100))
    }

    @inline(never)
    private mutating func grow(to cell: Int) {
        // A whole doubling more, so that it does not happen often.
        let size = (cell / 1024 + 2) * 1024
        counts += repeatElement(0, count: size - counts.count)
    }

    @inline(__always)
    private static func cell(_ value: UInt64) -> Int {
        let doublings = max(0, UInt64.bitWidth - value.leadingZeroBitCount - digits)
        return doublings << (digits - 1) + Int(truncatingIfNeeded: value >> UInt64(doublings))
    }

    private static func greatest(inCell cell: Int) -> UInt64 {
        guard cell >= 2048 else { return UInt64(cell) }
        let doublings = cell / 1024 - 1
        let leading = UInt64(cell - doublings * 1024)
        return (leading + 1) << UInt64(doublings) - 1
    }
}
