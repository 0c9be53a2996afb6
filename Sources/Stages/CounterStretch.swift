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
        self.metrics = counters.filter { !$0.isProcessorTime } + counters.filter(\.isProcessorTime)
        var before: [Observed] = []
        for metric in self.metrics { before.append(await read(metric)) }
        self.before = before
    }

    /// Reads them again, the CPU time first; by the metrics' names.
    ///
    /// - Parameters:
    ///   - failures: One for each operation, nil where it went well: a failed one has done other work.
    ///   - counted: The same without failures that a rule tolerates, for processor time: so few make no difference to it, and
    ///     what they took is shared out among the others. Nil: all.
    func end(
        after failures: [String?], counted: [String?]? = nil, read: (Metric) async -> Observed
    ) async -> [String: Observed] {
        var observed: [String: Observed] = [:]
        for (metric, start) in zip(metrics, before).reversed() {
            let operations = metric.isProcessorTime ? counted ?? failures : failures
            observed[metric.name] = CounterStretch.perOperation(start, await read(metric), operations)
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
    ///
    /// - Parameter tolerated: Of the same operations: those that may fail now and then.
    func end(after outcomes: [OutcomePair], tolerated: [Bool]) async -> [String: Block] {
        let ends = { (outcome: (OutcomePair) -> OperationOutcome) in
            let failures = outcomes.map { outcome($0).failure?.description }
            return (failures, zip(failures, tolerated).filter { $0 == nil || !$1 }.map(\.0))
        }
        let (one, other) = (ends(\.baseline), ends(\.candidate))
        let ones = await baseline.end(after: one.0, counted: one.1) { await running.baseline.counter($0) }
        let others = await candidate.end(after: other.0, counted: other.1) {
            await running.candidate.counter($0)
        }
        return ones.reduce(into: [:]) { blocks, one in
            blocks[one.key] = others[one.key].map { Block(baseline: [one.value], candidate: [$0]) }
        }
    }
}

extension Metric {
    fileprivate var isProcessorTime: Bool { source == .builtIn(.cpuTime) }
}

extension StageContext {
    /// Operations of which a rule lets a share fail, and stops the gate where more do.
    var toleratedToFail: Set<String> {
        let tolerant = readRules.filter { rule in
            guard rule.metric.source == .builtIn(.errors), rule.mode == .enforce,
                rule.onInconclusive == .block,
                case .compare(let comparison, .absolute(let share), _) = rule.condition
            else { return false }
            return (comparison == .lessOrEqual || comparison == .less) && share > 0
        }
        return tolerant.reduce(into: []) { $0.formUnion($1.operations) }
    }
}
