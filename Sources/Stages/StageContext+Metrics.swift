import GateModel

extension StageContext {
    /// The metrics of single operations to be kept; time and failures always belong to them.
    var operationMetrics: [Metric] {
        let always: Set = [Metric.BuiltIn.responseTime.rawValue, Metric.BuiltIn.errors.rawValue]
        let wanted = namedMetrics.union(always)
        return plan.pipeline.metrics.filter { $0.isOfOneOperation && wanted.contains($0.name) }
    }

    /// The metrics of the service as a whole to be kept, memory aside.
    var serviceMetrics: [Metric] {
        let wanted = namedMetrics
        return plan.pipeline.metrics.filter { $0.isOfTheService && wanted.contains($0.name) }
    }

    /// Pairs of requests a block and operation, as `regress` declares them, or as are usual while nothing is known.
    var pairs: Int {
        guard case .regress(let settings) = plan.pipeline.stage(.regress)?.kind else {
            return Stage.Regress.usualPairs
        }
        return settings.pairs ?? Stage.Regress.usualPairs
    }

    func reads(_ metric: Metric) -> Bool { namedMetrics.contains(metric.name) }

    /// Those that the stage's rules read. The baseline stage also shows how restless the metrics of `regress` are.
    private var namedMetrics: Set<String> { Set(readRules.map(\.metric.name)) }

    /// Its own, and in `baseline` those of `regress`.
    var readRules: [Rule] {
        stage.rules + (stage.name == .baseline ? plan.pipeline.stage(.regress)?.rules ?? [] : [])
    }
}

extension Metric {
    /// Throughput belongs to an operation, and is known only when the whole run is over.
    var isOfOneOperation: Bool { isPerOperation && source != .builtIn(.throughput) }

    /// Told by the service, by a command or by the kernel, once a block.
    fileprivate var isOfTheService: Bool {
        switch source {
        case .json, .command, .openMetrics, .builtIn(.cpuTime): true
        case .builtIn, .usage, .header, .serverTiming: false
        }
    }
}
