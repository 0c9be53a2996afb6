/// The intended times of an open load's requests, in nanoseconds after its start.
///
/// Request i of the ramp belongs at √(2·i·ramp / rate), where the rate's integral is i; the others follow it at equal
/// distances. An example: 200 a second for 5 s are 1000, at 0 ms, 5 ms, … 4995 ms.
struct OpenPace: Sendable {
    /// So many first ones belong to the ramp.
    let rampCount: Int
    let count: Int

    private let rate: Double
    private let ramp: Double
    /// Every so many of them are this thread's, from `offset` on.
    private let stride: Int
    private(set) var next: Int

    init(_ load: OpenLoad, thread: Int = 0, of threads: Int = 1) {
        rate = load.rate
        ramp = load.ramp / .seconds(1)
        rampCount = Int((load.rate * ramp / 2).rounded(.down))
        count = rampCount + Int((load.rate * (load.time / .seconds(1))).rounded())
        stride = threads
        next = thread
    }

    /// Of the next request; nil after the last.
    var nextTime: UInt64? { next < count ? time(of: next) : nil }

    /// Whether the next request counts.
    var isMeasured: Bool { next >= rampCount }

    /// Requests that are still to be sent and count.
    var measuredLeft: Int {
        let first = next >= rampCount ? next : next + (rampCount - next + stride - 1) / stride * stride
        return first < count ? (count - first + stride - 1) / stride : 0
    }

    mutating func advance() { next += stride }

    func time(of index: Int) -> UInt64 {
        let seconds =
            index < rampCount
            ? (2 * Double(index) * ramp / rate).squareRoot() : ramp + Double(index - rampCount) / rate
        return UInt64(seconds * 1e9)
    }
}
