import GateModel

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
    private(set) var next = 0

    init(_ load: OpenLoad) {
        rate = load.rate
        ramp = load.ramp / .seconds(1)
        rampCount = Int((load.rate * ramp / 2).rounded(.down))
        count = rampCount + Int((load.rate * (load.time / .seconds(1))).rounded())
    }

    /// Of the next request; nil after the last.
    var nextTime: UInt64? { next < count ? time(of: next) : nil }

    /// Whether the next request counts.
    var isMeasured: Bool { next >= rampCount }

    /// Requests that are still to be sent and count.
    var measuredLeft: Int { count - max(next, rampCount) }

    mutating func advance() { next += 1 }

    func time(of index: Int) -> UInt64 {
        let seconds =
            index < rampCount
            ? (2 * Double(index) * ramp / rate).squareRoot() : ramp + Double(index - rampCount) / rate
        return UInt64(seconds * 1e9)
    }
}
