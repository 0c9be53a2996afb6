package import GateModel
import Measuring

/// Many at once on the candidate: users who wait for their answers, or a rate that waits for nothing.
package struct ScaleStage: Sendable {
    private let context: StageContext
    private let settings: Stage.Scale

    package init(_ context: StageContext, _ settings: Stage.Scale) {
        self.context = context
        self.settings = settings
    }

    package func run() async -> StageRun {
        await context.run { run throws(MeasuringError) in
            if context.stage.needsLoad {
                let load = try await context.candidate.whileRunning {
                    (running) async throws(MeasuringError) in
                    switch settings.engine {
                    case .pawl: try await measure(running)
                    case .locust(let workers):
                        try await measure(running, LocustLoad(context, settings.load, workers))
                    }
                }
                try run.take(load)
            }
            try await ScalingMeasurement(context)?.measure(into: &run)
        }
    }

    private func measure(_ running: RunningSubject) async throws(MeasuringError) -> MeasuredLoad {
        try await OperationLoad.onService(at: running.address, context, settings.load) {
            (load) async throws(MeasuringError) in
            let death = { @Sendable in running.death }
            try await load.warmUp(until: death)
            context.report(settings.load.description)
            let counters = await CounterStretch(of: context.serviceMetrics) { await running.counter($0) }
            let result = try await load.run(until: death)
            return try await measured(running, result, counters)
        }
    }

    private func measure(
        _ running: RunningSubject, _ load: LocustLoad
    ) async throws(MeasuringError) -> MeasuredLoad {
        var counters = await CounterStretch(of: []) { _ in .silent }
        let ran = try await load.run(
            at: running.address, until: { running.death },
            whenWarm: {
                context.report(settings.load.description)
                counters = await CounterStretch(of: context.serviceMetrics) { await running.counter($0) }
            })
        return try await measured(running, ran.result, counters, by: ran.engine)
    }

    /// The load's own observations, and those of the service as a whole.
    private func measured(
        _ running: RunningSubject, _ result: LoadResult, _ counters: CounterStretch, by engine: String? = nil
    ) async throws(MeasuringError) -> MeasuredLoad {
        let counted = await counters.end(after: result.failures) { await running.counter($0) }
        let service = await serviceSamples(running, counted)
        try context.checkTime("under load")
        let isSilent =
            result.hasSilence
            || service.contains { $0.observed(.candidate).contains { $0.value == nil } }
        if let death = await running.death(isLikely: isSilent) { throw death }
        return MeasuredLoad(
            samples: result.samples(context.operationMetrics) + service, summary: result.summary,
            engine: engine)
    }

    private func serviceSamples(_ running: RunningSubject, _ counted: [String: Observed]) async -> [Samples] {
        var samples: [Samples] = []
        for metric in context.serviceMetrics {
            var observed = counted[metric.name]
            if observed == nil {
                observed = await running.observe(metric, instruments: context.baseline.checkout)
            }
            samples.append(
                Samples(
                    metric: metric.name, operation: nil,
                    blocks: [Block(candidate: observed.map { [$0] } ?? [])])
            )
        }
        return samples
    }
}
