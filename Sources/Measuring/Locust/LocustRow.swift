package import GateModel
import HTTPClient
import JSON

/// What came of one operation that a Locust worker performed.
package struct LocustRow: Hashable, Sendable {
    package let user: Int
    /// Which of the user's inputs it was.
    package let index: Int
    /// The waits of all its exchanges added up, until it failed where it did; from the intended start where there was one.
    package let seconds: Double
    /// How much later than intended it was sent, in seconds; 0 where nothing was intended.
    package let late: Double
    /// Whether it was due while all connections were taken.
    package let queued: Bool
    /// `status 500`, `refused`, `then: status 404`, as Pawl's own engine has it; nil where it went well.
    package let failure: String?
    package let bodyBytes: Int
    /// The headers that metrics are read off, one list an exchange.
    let headers: [[HTTPHeader]]

    /// Nil where it is no row: `[0, 3, 0.0012, 0.0, false, null, 9, [[["x-query-count", "2"]]]]`.
    init?(_ value: JSONValue) {
        guard let fields = value.array, fields.count == 8, let user = fields[0].integer,
            let index = fields[1].integer, let seconds = fields[2].number, (0..<1e9).contains(seconds),
            let late = fields[3].number, let queued = fields[4].bool,
            fields[5] == .null || fields[5].string != nil, let bodyBytes = fields[6].integer, bodyBytes >= 0,
            let exchanges = fields[7].array
        else { return nil }
        self.user = Int(user)
        self.index = Int(index)
        self.seconds = seconds
        self.late = late
        self.queued = queued
        failure = fields[5].string
        self.bodyBytes = Int(bodyBytes)
        var headers: [[HTTPHeader]] = []
        for exchange in exchanges {
            var lines: [HTTPHeader] = []
            for line in exchange.array ?? [] {
                guard let pair = line.array, pair.count == 2, let name = pair[0].string,
                    let text = pair[1].string
                else { return nil }
                lines.append(HTTPHeader(name: name, value: text))
            }
            headers.append(lines)
        }
        self.headers = headers
    }

    var nanoseconds: UInt64 { UInt64(seconds * 1e9) }

    /// What this says of `metric`, by the same reading as an outcome of Pawl's own engine.
    package func observed(_ metric: Metric) -> Observed {
        if case .builtIn(.errors) = metric.source { return .value(failure == nil ? 0 : 1) }
        if let failure { return .failed(failure) }
        switch metric.source {
        case .builtIn(.responseTime): return Observed(measured: seconds)
        case .builtIn(.bodyBytes): return .value(Double(bodyBytes))
        case .header, .serverTiming:
            let exchanges = headers.map { lines in
                HTTPExchange(
                    response: HTTPResponse(status: 200, reason: "", headers: lines, body: []), sentAt: 0,
                    finishedAt: 0)
            }
            return OperationOutcome(exchanges: exchanges, failure: nil).observed(metric)
        case .builtIn, .usage, .json, .command, .openMetrics: return .silent
        }
    }

    /// Whether it may be the first sign that the service has ended.
    var hasNoAnswer: Bool {
        guard let cause = failure.map(Self.cause(of:)) else { return false }
        return !cause.hasPrefix("status ") && !cause.hasPrefix("the answer has no ")
    }

    var isTimeout: Bool { failure.map(Self.isTimeout) ?? false }

    static func isTimeout(_ failure: String) -> Bool { cause(of: failure) == "timed_out" }

    /// Whether the service was not even reached.
    static func isNoConnection(_ failure: String) -> Bool {
        ["unresolved", "refused", "connect_timed_out", "connection_failed", "not_secure"]
            .contains(cause(of: failure))
    }

    /// `then: status 404` without the step.
    private static func cause(of failure: String) -> Substring {
        failure.hasPrefix("then: ") ? failure.dropFirst(6) : failure[...]
    }
}
