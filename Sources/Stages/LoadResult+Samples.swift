import GateModel
import Glibc
import Measuring

extension LoadResult {
    /// More observations of an operation are kept to three significant digits, in no order.
    private static let exactObservations = 20_000

    /// One block for each metric and operation, on the candidate's side.
    ///
    /// - Parameter metrics: Those that were observed, in that order.
    func samples(_ metrics: [Metric]) -> [Samples] {
        tallies.flatMap { tally in
            let throughput = Observed(measured: Double(tally.latency.count) / seconds)
            let each = zip(metrics, tally.observed).map { metric, observed in
                (metric.name, observed.count > Self.exactObservations ? rounded(observed) : observed)
            }
            return (each + [(Metric.BuiltIn.throughput.rawValue, [throughput])]).map { name, observed in
                Samples(metric: name, operation: tally.operation, blocks: [Block(candidate: observed)])
            }
        }
    }

    /// Sorted, and each number to three significant digits, so that equal ones stand together.
    private func rounded(_ observed: [Observed]) -> [Observed] {
        let numbers = observed.compactMap(\.value).map(threeDigits).sorted()
        return numbers.map { .value($0) } + observed.filter { $0.value == nil }
    }

    /// One entry for each operation: nil where it went well.
    var failures: [String?] {
        tallies.flatMap { tally in
            tally.failures.flatMap { kind, count in [String?](repeating: kind, count: count) }
                + [String?](repeating: nil, count: tally.latency.count)
        }
    }

    /// Whether an operation may show that the service has ended.
    var hasSilence: Bool { tallies.contains { $0.silence != nil } }

    /// Throws where an operation was not answered in time.
    func checkAnswered() throws(MeasuringError) {
        if let tally = tallies.first(where: { $0.silence == .timeout }) {
            throw MeasuringError(.timedOut, "under load '\(tally.operation)' did not answer in time")
        }
    }
}

/// 0.012345 → 0.0123
private func threeDigits(_ value: Double) -> Double {
    guard value != 0 else { return 0 }
    let scale = pow(10, 2 - floor(log10(abs(value))))
    return (value * scale).rounded() / scale
}
