package import GateModel
import HTTPClient
import Processes

extension OperationOutcome {
    /// What this outcome says of `metric`: a failed operation has no value, however fast it was.
    package func observed(_ metric: Metric) -> Observed {
        if case .builtIn(.errors) = metric.source { return .value(failure == nil ? 0 : 1) }
        if let failure { return .failed("\(failure)") }
        switch metric.source {
        case .builtIn(.responseTime): return Observed(measured: seconds)
        case .builtIn(.bodyBytes): return .value(Double(bodyBytes))
        case .usage(let usage): return observed(usage)
        case .header(let name): return sum { number(inHeader: name, of: $0) }
        case .serverTiming(let name): return sum { duration(of: name, in: $0, metric.unit) }
        case .builtIn, .json, .command, .openMetrics: return .silent
        }
    }

    private func observed(_ usage: Metric.Usage) -> Observed {
        guard let result else { return .silent }
        return switch usage {
        case .cpuTime: Observed(measured: result.cpuSeconds)
        case .memory: .value(Double(result.peakMemoryBytes))
        }
    }

    /// Of all answers; of a command what it wrote to its standard output, with secrets masked.
    private var bodyBytes: Int {
        result?.output.byteCount ?? exchanges.reduce(0) { $0 + $1.response.body.count }
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
        return Observed(measured: total)
    }

    /// A header that came twice says two things, and so no number.
    private func number(inHeader name: String, of response: HTTPResponse) -> Observed {
        let texts = response.headers.values(of: name)
        guard let text = texts.first else { return .silent }
        guard texts.count == 1, let number = Double(text) else { return .notANumber }
        return Observed(measured: number)
    }

    /// `dur` of a Server-Timing entry (W3C Server Timing, section 3), from milliseconds to seconds; of a count as it
    /// stands, since the header has no other number: `queries;dur=6`.
    private func duration(of name: String, in response: HTTPResponse, _ unit: MetricUnit) -> Observed {
        for value in response.headers.values(of: "server-timing") {
            for entry in value.split(separator: ",") {
                let parts = entry.split(separator: ";").map { $0.trimmed }
                guard parts.first == name else { continue }
                guard let duration = parts.first(where: { $0.lowercased().hasPrefix("dur=") }) else {
                    continue
                }
                guard let milliseconds = Double(duration.dropFirst(4).filter { $0 != "\"" }) else {
                    return .notANumber
                }
                return Observed(measured: unit == .count ? milliseconds : milliseconds / 1000)
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
