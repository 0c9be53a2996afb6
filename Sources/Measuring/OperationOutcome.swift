package import GateModel
package import HTTPClient

/// What came of performing one operation once.
package struct OperationOutcome: Sendable {
    /// The exchanges in order: the request, then the read that belongs to it. Those that failed are missing.
    package let exchanges: [HTTPExchange]
    /// Nil when everything went as the operation expects; else the kind of failure: `status 500`, `reset`.
    package let failure: String?

    package init(exchanges: [HTTPExchange], failure: String?) {
        self.exchanges = exchanges
        self.failure = failure
    }

    /// From the first byte sent to the last received, the waits of all exchanges added up.
    package var seconds: Double { exchanges.reduce(0) { $0 + $1.seconds } }

    /// What this outcome says of `metric`: a failed operation has no value, however fast it was.
    package func observed(_ metric: Metric) -> Observed {
        if case .builtIn(.errors) = metric.source { return .value(failure == nil ? 0 : 1) }
        if let failure { return .failed(failure) }
        switch metric.source {
        case .builtIn(.responseTime): return Observed(measured: seconds)
        case .builtIn(.bodyBytes): return .value(Double(exchanges.reduce(0) { $0 + $1.response.body.count }))
        case .header(let name): return sum { number(inHeader: name, of: $0) }
        case .serverTiming(let name): return sum { duration(of: name, in: $0) }
        case .builtIn(.errors), .builtIn(.memory), .builtIn(.throughput), .json, .command: return .silent
        }
    }

    /// The sum over all exchanges of the operation; one that says nothing makes the whole silent.
    private func sum(_ read: (HTTPResponse) -> Observed) -> Observed {
        var total = 0.0
        for exchange in exchanges {
            switch read(exchange.response) {
            case .value(let number): total += number
            case let other: return other
            }
        }
        return .value(total)
    }

    private func number(inHeader name: String, of response: HTTPResponse) -> Observed {
        guard let text = response.first(name) else { return .silent }
        guard let number = Double(text) else { return .notANumber }
        return Observed(measured: number)
    }

    /// `dur` of a Server-Timing entry (W3C Server Timing, section 3), from milliseconds to seconds.
    private func duration(of name: String, in response: HTTPResponse) -> Observed {
        for header in response.headers where header.name.lowercased() == "server-timing" {
            for entry in header.value.split(separator: ",") {
                let parts = entry.split(separator: ";").map { $0.trimmed }
                guard parts.first == name, let duration = parts.first(where: { $0.hasPrefix("dur=") }) else {
                    continue
                }
                guard let milliseconds = Double(duration.dropFirst(4)) else { return .notANumber }
                return Observed(measured: milliseconds / 1000)
            }
        }
        return .silent
    }
}

extension Substring {
    fileprivate var trimmed: String {
        var rest = drop { $0 == " " || $0 == "\t" }
        while let last = rest.last, last == " " || last == "\t" { rest.removeLast() }
        return String(rest)
    }
}
