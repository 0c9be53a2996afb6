import GateModel
import Measuring

/// Counters of one running service over a stretch of operations: what they rose by, shared out among the operations.
///
/// One number a metric and stretch. Whatever else the service does meanwhile is counted too: background work, and the
/// request that reads the counters.
struct CounterStretch: Sendable {
    private let metrics: [Metric]
    private let before: [Observed]

    /// Reads the counters among `metrics`; the CPU time last, so that the answers about the others are not part of it.
    init(of metrics: [Metric], read: (Metric) async -> Observed) async {
        let counters = metrics.filter(\.isCounter)
        let isOwn = { (metric: Metric) in metric.source == .builtIn(.cpuTime) }
        self.metrics = counters.filter { !isOwn($0) } + counters.filter(isOwn)
        var before: [Observed] = []
        for metric in self.metrics { before.append(await read(metric)) }
        self.before = before
    }

    /// Reads them again, the CPU time first; by the metrics' names.
    ///
    /// - Parameter failures: One for each operation, nil where it went well: a failed one has done other work.
    func end(after failures: [String?], read: (Metric) async -> Observed) async -> [String: Observed] {
        var observed: [String: Observed] = [:]
        for (metric, start) in zip(metrics, before).reversed() {
            observed[metric.name] = CounterStretch.perOperation(start, await read(metric), failures)
        }
        return observed
    }

    /// A counter that fell began anew, so its rise is not known.
    static func perOperation(_ before: Observed, _ after: Observed, _ failures: [String?]) -> Observed {
        if let failure = failures.lazy.compactMap({ $0 }).first { return .failed(failure) }
        guard case .value(let start) = before else { return before }
        guard case .value(let end) = after else { return after }
        guard end >= start, !failures.isEmpty else { return .notANumber }
        return Observed(measured: (end - start) / Double(failures.count))
    }
}

/// The same counters on both sides of a block.
struct CounterPair: Sendable {
    private let running: RunningPair
    private let baseline: CounterStretch
    private let candidate: CounterStretch

    init(of metrics: [Metric], on running: RunningPair) async {
        self.running = running
        baseline = await CounterStretch(of: metrics) { await running.baseline.counter($0) }
        candidate = await CounterStretch(of: metrics) { await running.candidate.counter($0) }
    }

    /// One observation a side, by the metrics' names.
    func end(after outcomes: [OutcomePair]) async -> [String: Block] {
        let ones = await baseline.end(after: outcomes.map { $0.baseline.failure?.description }) {
            await running.baseline.counter($0)
        }
        let others = await candidate.end(after: outcomes.map { $0.candidate.failure?.description }) {
            await running.candidate.counter($0)
        }
        return ones.reduce(into: [:]) { blocks, one in
            blocks[one.key] = others[one.key].map { Block(baseline: [one.value], candidate: [$0]) }
        }
    }
}
