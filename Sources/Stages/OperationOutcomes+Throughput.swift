import GateModel
import Measuring

extension [OperationOutcome] {
    /// What a block observed of a metric of one operation, on one side.
    ///
    /// Throughput is one number a block: so many operations a second as answered one after the other. A failed one among
    /// them leaves none, however fast it failed.
    func observed(_ metric: Metric) -> [Observed] {
        guard metric.source == .builtIn(.throughput) else { return map { $0.observed(metric) } }
        if let failure = lazy.compactMap(\.failure).first { return [.failed("\(failure)")] }
        return [Observed(measured: Double(count) / reduce(0) { $0 + $1.seconds })]
    }
}

extension StageContext {
    /// Throughput where the stage's rules read it, else nothing.
    var throughputOfBlocks: [Metric] {
        plan.pipeline.metrics.filter { metric in
            metric.source == .builtIn(.throughput) && reads(metric)
        }
    }
}
