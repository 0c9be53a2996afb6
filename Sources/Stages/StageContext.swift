package import GateModel
package import Measuring

/// What every stage gets: the plan, its own declaration, and both revisions ready to be started.
package struct StageContext: Sendable {
    package let plan: Plan
    package let stage: Stage
    package let baseline: Subject
    package let candidate: Subject
    /// Sizes of the data sets, counted before anything is measured.
    package let counts: [DataCount]
    package let progress: @Sendable (Progress) -> Void
    private let began = ContinuousClock.now

    package init(
        plan: Plan, stage: Stage, baseline: Subject, candidate: Subject, counts: [DataCount],
        progress: @escaping @Sendable (Progress) -> Void
    ) {
        self.plan = plan
        self.stage = stage
        self.baseline = baseline
        self.candidate = candidate
        self.counts = counts
        self.progress = progress
    }

    /// The operations that take part, in the file's order.
    var operations: [DeclaredOperation] {
        plan.pipeline.operations.filter { stage.operations.contains($0.name) }
    }

    /// The stage's own rules; those of `regress` too for the baseline, whose noise plans them.
    private var rulesMeasuredFor: [Rule] {
        let planned = stage.name == .baseline ? plan.pipeline.stage(.regress)?.rules ?? [] : []
        return stage.rules + planned
    }

    /// The metrics of single operations that this stage's rules read; time and failures always belong to them.
    var operationMetrics: [Metric] {
        let always: Set = [Metric.BuiltIn.responseTime.rawValue, Metric.BuiltIn.errors.rawValue]
        let named = Set(rulesMeasuredFor.map(\.metric.name)).union(always)
        return plan.pipeline.metrics.filter { $0.isPerOperation && named.contains($0.name) && !$0.isOfTheRun }
    }

    /// The metrics of the service as a whole that this stage's rules read, memory aside.
    var serviceMetrics: [Metric] {
        let named = Set(rulesMeasuredFor.map(\.metric.name))
        return plan.pipeline.metrics.filter { metric in
            switch metric.source {
            case .json, .command: named.contains(metric.name)
            case .builtIn, .header, .serverTiming: false
            }
        }
    }

    /// Pairs of requests a block and operation, as `regress` declares them.
    var pairs: Int {
        if case .regress(let settings) = plan.pipeline.stage(.regress)?.kind { settings.pairs } else { 10 }
    }

    /// An empty run of this stage, counts included.
    func newRun() -> StageRun {
        var run = StageRun(stage: stage.name)
        run.counts = counts
        return run
    }

    func report(_ text: String) {
        progress(Progress(stage: stage.name, text: text))
    }

    /// Ends a stage whose declared time is over.
    func checkBudget() throws(MeasuringError) {
        guard let within = stage.within, ContinuousClock.now - began > within else { return }
        throw MeasuringError(.budgetSpent, "'within: \(within.components.seconds)s' of the stage is over")
    }
}

extension Metric {
    /// Throughput belongs to an operation and is known only when the whole run is over.
    fileprivate var isOfTheRun: Bool { source == .builtIn(.throughput) }
}
