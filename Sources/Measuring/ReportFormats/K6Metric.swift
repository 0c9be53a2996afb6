import GateModel

/// What is known of one of k6's metrics: kind, unit, direction. k6's times are milliseconds, whatever it prints.
struct K6Metric {
    enum Kind: String {
        case trend
        case rate
        case counter
        case gauge
    }

    /// With the tags of a submetric: `http_req_duration{expected_response:true}`.
    let name: String
    let kind: Kind
    let unit: ReportUnit?

    /// What makes a whole operation; the others are its parts, or counts of it.
    private static let wholes: Set = ["http_req_duration", "grpc_req_duration", "iteration_duration"]

    /// k6's own metrics, for the export that names neither kind nor unit.
    private static let trends: Set = [
        "http_req_duration", "http_req_blocked", "http_req_connecting", "http_req_tls_handshaking",
        "http_req_sending", "http_req_waiting", "http_req_receiving", "iteration_duration", "group_duration",
        "grpc_req_duration", "ws_connecting", "ws_session_duration", "ws_ping",
    ]

    /// From what a report says of it.
    ///
    /// - Parameter contains: `time`, `data` or `default`.
    init(_ name: String, kind: Kind, contains: String) throws(ReportFault) {
        self.name = name
        self.kind = kind
        switch contains {
        case "time": unit = .milliseconds
        case "data": unit = .bytes
        case "default": unit = nil
        default: throw .unknownUnit(.member(name), contains)
        }
    }

    /// From its name alone; nil where k6 has no metric of that name.
    init?(builtIn name: String, kind: Kind) {
        self.name = name
        self.kind = kind
        let base = name.prefix { $0 != "{" }
        switch kind {
        case .trend:
            guard K6Metric.trends.contains(String(base)) else { return nil }
            unit = .milliseconds
        case .counter where base == "data_sent" || base == "data_received": unit = .bytes
        case .rate, .counter, .gauge: unit = nil
        }
    }

    /// Its name without tags.
    var base: Substring { name.prefix { $0 != "{" } }

    private var better: Metric.Direction? {
        switch kind {
        case .trend: unit?.unit == .time ? .lower : nil
        case .rate where base == "http_req_failed" || base == "checks_failed": .lower
        case .rate where base == "checks" || base == "checks_succeeded": .higher
        case .rate: nil
        case .counter, .gauge: nil
        }
    }

    private var metricUnit: MetricUnit {
        switch kind {
        case .rate: .share
        case .counter where unit == nil: .count
        case .trend, .counter, .gauge: unit?.unit ?? .plain
        }
    }

    func benchmark(_ evidence: ImportedBenchmark.Evidence, _ failures: K6Failures) -> ImportedBenchmark {
        let isWhole = K6Metric.wholes.contains(name)
        let isCustomTime = kind == .trend && unit?.unit == .time && !K6Metric.trends.contains(String(base))
        return ImportedBenchmark(
            name: name, unit: metricUnit, better: better, evidence: evidence,
            failures: kind == .trend ? failures.requests : 0,
            failedChecks: kind == .trend ? failures.checks : 0,
            isDetail: !isWhole && !(isCustomTime && !name.contains("{")))
    }

    func inBaseUnit(_ value: Double) -> Double { unit?.base(value) ?? value }
}

/// What went wrong in a run of k6. A request that failed is often seen by a check as well: the two are not added up.
struct K6Failures {
    var requests = 0
    var checks = 0
}

/// The names that k6 has for a trend's statistics; `count` is there only where the script asks for it.
let k6TrendStatistics: [(key: String, statistic: Statistic)] = [
    ("avg", .mean), ("med", .median), ("min", .min), ("max", .max), ("p(90)", .quantile(0.9)),
    ("p(95)", .quantile(0.95)), ("p(99)", .quantile(0.99)), ("p(99.9)", .quantile(0.999)),
]
