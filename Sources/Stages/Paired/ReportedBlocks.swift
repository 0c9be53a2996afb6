import GateModel
import Measuring

/// Operations whose commands measure by themselves: one run of a command a block and side, and the report that it writes
/// gives the block's observations.
///
/// Operations with the same command share its run. The report's times are their `response_time`; all other metrics are
/// those of the run as a whole.
struct ReportedBlocks {
    private let operations: [DeclaredOperation]
    private let metrics: [Metric]
    /// The first operation of each command; the others are read from the same reports.
    let commands: [DeclaredOperation]

    init(_ operations: [DeclaredOperation], _ metrics: [Metric]) {
        self.operations = operations
        self.metrics = metrics
        var commands: [DeclaredOperation] = []
        for operation in operations where !commands.contains(where: { $0.hasSameCommand(as: operation) }) {
            commands.append(operation)
        }
        self.commands = commands
    }

    /// One for each operation and metric.
    var samples: [Samples] {
        operations.flatMap { operation in
            metrics.map { metric in
                var samples = Samples(metric: metric.name, operation: operation.name)
                samples.isImported = true
                return samples
            }
        }
    }

    /// One block for each of ``samples``, in their order.
    ///
    /// - Parameter outcomes: Of ``commands``, in their order.
    /// - Throws: ``MeasuringError`` where a report is missing or does not say what the operation needs.
    func blocks(_ outcomes: [OutcomePair]) throws(MeasuringError) -> [Block] {
        var blocks: [Block] = []
        for operation in operations {
            for (command, pair) in zip(commands, outcomes) where command.hasSameCommand(as: operation) {
                for metric in metrics {
                    blocks.append(
                        Block(
                            baseline: try observed(metric, of: operation, in: pair.baseline, .baseline),
                            candidate: try observed(metric, of: operation, in: pair.candidate, .candidate)))
                }
            }
        }
        return blocks
    }

    private func observed(
        _ metric: Metric, of operation: DeclaredOperation, in outcome: OperationOutcome, _ side: Side
    ) throws(MeasuringError) -> [Observed] {
        guard metric.isReported, let report = outcome.report else { return [outcome.observed(metric)] }
        return try report.get().times(of: operation, side)
    }
}

extension DeclaredOperation {
    fileprivate func hasSameCommand(as other: DeclaredOperation) -> Bool {
        guard let run, let otherRun = other.run else { return false }
        return run.isSameCommand(as: otherRun)
    }
}

extension Metric {
    /// Whether a report says it, and not the run of the command that wrote the report.
    fileprivate var isReported: Bool { source == .builtIn(.responseTime) }
}

extension ImportedReport {
    /// The times of the benchmark that the operation names, or of the only one there is.
    fileprivate func times(
        of operation: DeclaredOperation, _ side: Side
    ) throws(MeasuringError) -> [Observed] {
        if let flaw = flaws.first {
            throw MeasuringError(flaw, about: "\(side.rawValue), '\(operation.name)'")
        }
        let benchmark = try benchmark(of: operation, side)
        let name = "\(side.rawValue), '\(operation.name)': '\(benchmark.name)'"
        guard !benchmark.hasFailed else {
            throw MeasuringError(
                .failed(operations: benchmark.failures, checks: benchmark.failedChecks), about: name)
        }
        guard benchmark.unit == .time else {
            throw MeasuringError(
                .noSamples, "\(name) is measured in \(benchmark.unit.rawValue), and only times are compared")
        }
        switch benchmark.evidence {
        case .samples(let processes): return processes.joined().map(Observed.init(measured:))
        case .summary(let summary): throw MeasuringError(.summary(count: summary.count), about: name)
        }
    }

    private func benchmark(
        of operation: DeclaredOperation, _ side: Side
    ) throws(MeasuringError) -> ImportedBenchmark {
        let place = "\(side.rawValue), '\(operation.name)'"
        let known = benchmarks.prefix(5).map { "'\($0.name)'" }.joined(separator: ", ")
        if let wanted = operation.run?.report?.benchmark {
            if let found = benchmarks.first(where: { $0.name == wanted }) { return found }
            throw MeasuringError(.noSamples, "\(place): the report has no '\(wanted)', but \(known)")
        }
        let main = benchmarks.filter { !$0.isDetail }
        guard main.count == 1 else {
            throw MeasuringError(
                .noSamples, "\(place): 'benchmark' must name one of several in the report: \(known)")
        }
        return main[0]
    }
}
