package import GateModel

/// A unit as reports and people write it, and how many of the base unit it is.
///
///     ReportUnit.named("ms")?.base(15) → 0.015
package struct ReportUnit: Hashable, Sendable {
    package let name: String
    package let unit: MetricUnit
    /// One of it is `numerator / denominator` of the base; one of the two is 1, so that a conversion rounds once.
    private let numerator: Double
    private let denominator: Double

    private init(_ name: String, _ unit: MetricUnit, times numerator: Double = 1, per denominator: Double = 1)
    {
        self.name = name
        self.unit = unit
        self.numerator = numerator
        self.denominator = denominator
    }

    package func base(_ amount: Double) -> Double { amount * numerator / denominator }

    package func amount(ofBase base: Double) -> Double { base * denominator / numerator }

    package static let seconds = ReportUnit("s", .time)
    package static let milliseconds = ReportUnit("ms", .time, per: 1e3)
    package static let nanoseconds = ReportUnit("ns", .time, per: 1e9)
    package static let bytes = ReportUnit("B", .bytes)
    package static let count = ReportUnit("count", .count)
    static let ratio = ReportUnit("ratio", .share)

    package static let all = [
        ReportUnit("ps", .time, per: 1e12), nanoseconds, ReportUnit("us", .time, per: 1e6), milliseconds,
        seconds,
        ReportUnit("m", .time, times: 60),
        ReportUnit("h", .time, times: 3600), bytes, ReportUnit("KB", .bytes, times: 1e3),
        ReportUnit("MB", .bytes, times: 1e6), ReportUnit("GB", .bytes, times: 1e9),
        ReportUnit("KiB", .bytes, times: 1024), ReportUnit("MiB", .bytes, times: 1_048_576),
        ReportUnit("GiB", .bytes, times: 1_073_741_824), ReportUnit("%", .share, per: 100), count,
        ReportUnit("/s", .rate),
    ]

    /// Other spellings that tools have.
    private static let spellings = [
        "µs": "us", "μs": "us", "microseconds": "us", "nanoseconds": "ns", "milliseconds": "ms", "sec": "s",
        "second": "s", "seconds": "s", "min": "m", "minutes": "m", "hr": "h", "byte": "B", "bytes": "B",
        "picoseconds": "ps",
        "integer": "count",
        "1/s": "/s", "ops/s": "/s",
    ]

    package static func named(_ name: String) -> ReportUnit? {
        let known = spellings[name] ?? name
        return all.first { $0.name == known }
    }
}
