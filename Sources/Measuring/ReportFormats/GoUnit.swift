import GateModel

/// The unit of one of the numbers that a Go benchmark reports: its own, or one that the benchmark thought of.
struct GoUnit {
    let name: String
    private let known: ReportUnit?

    /// Those that `testing` has.
    static let usual = ["ns/op", "sec/op", "B/op", "allocs/op", "MB/s"]

    init(_ name: String) {
        self.name = name
        known =
            switch name {
            case "ns/op": .nanoseconds
            case "sec/op": .seconds
            case "B/op": .bytes
            case "allocs/op": .count
            default: nil
            }
    }

    /// Of a whole operation; all others are judged only where they are named.
    var isTime: Bool { known?.unit == .time }

    /// `plain` where it is one of the benchmark's own, or `MB/s`.
    var unit: MetricUnit { known?.unit ?? .plain }

    /// As `benchstat` takes it, where no `Unit` line says it.
    var better: Metric.Direction? {
        if name.hasSuffix("/s") { return .higher }
        return known != nil || name.hasSuffix("/op") ? .lower : nil
    }

    /// In base units.
    func value(_ word: String, at place: ReportFault.Place) throws(ReportFault) -> Double {
        guard let known else { return try reportNumber(word, at: place) }
        return known.base(try reportAmount(word, at: place))
    }
}
