package import GateModel
import Measuring

/// Many at once on the candidate: users who wait for their answers, or a rate that waits for nothing.
package struct ScaleStage: Sendable {
    private let context: StageContext
    private let settings: Stage.Scale
    private let foundTime: Duration

    /// - Parameter foundTime: How long at least a rate that is found is sent to each process.
    package init(_ context: StageContext, _ settings: Stage.Scale, foundTime: Duration = FoundRate.time) {
        self.context = context
        self.settings = settings
        self.foundTime = foundTime
    }

    package func run() async -> StageRun {
        await context.run(StageRun.Observations.scale, from: ScaleRun(), attempt: context.plan.attempt) {
            run throws(MeasuringError) in
            if context.stage.needsLoad { try await measureLoad(into: &run) }
            try await ScalingMeasurement(context)?.measure(into: &run)
        }
    }

    /// - Throws: What ended it, or that what was measured does not tell what the service can do; what was measured until then
    ///   is recorded all the same.
    private func measureLoad(into run: inout ScaleRun) async throws(MeasuringError) {
        if let model = settings.load {
            run.load = try await measured(model)
        } else {
            try await measureFound(into: &run)
        }
        try run.load?.summary.check()
    }

    private func measured(_ model: LoadModel) async throws(MeasuringError) -> LoadRun {
        try await context.candidate.whileRunning { (running) async throws(MeasuringError) in
            switch settings.engine {
            case .pawl:
                let (measured, _) = try await measure(running) { _ async throws(MeasuringError) in model }
                return measured
            case .locust(let workers):
                return try await measure(running, model, LocustLoad(context, model, workers))
            }
        }
    }

    /// A rate that the first process shows, sent to every one. Where the stage ends before its last process, those before it
    /// stay.
    private func measureFound(into run: inout ScaleRun) async throws(MeasuringError) {
        let finding = FoundLoad(context, atLeast: foundTime)
        var loads = ProcessLoads()
        var found: FoundRate?
        for process in 1...FoundRate.processes {
            let known = found
            let (measured, result, rate) = try await context.candidate.whileRunning {
                (running) async throws(MeasuringError) in
                var rate = known
                let (measured, result) = try await measure(running) {
                    (load) async throws(MeasuringError) in
                    let found: FoundRate
                    if let known {
                        found = known
                    } else {
                        found = try await finding.find(on: load, processes: FoundRate.processes) {
                            running.death
                        }
                    }
                    rate = found
                    context.report("process \(process) of \(FoundRate.processes): \(found)")
                    return found.model
                }
                return (measured, result, rate)
            }
            found = rate
            loads.add(measured.samples, result)
            if let rate, let measured = loads.measured(at: rate) { run.load = measured }
        }
    }

    /// - Parameter model: Asked when the operations are warm.
    private func measure(
        _ running: RunningSubject,
        _ model: (OperationLoad) async throws(MeasuringError) -> LoadModel
    ) async throws(MeasuringError) -> (LoadRun, LoadResult) {
        try await OperationLoad.onService(at: running.address, context, settings.load) {
            (load) async throws(MeasuringError) in
            let death = { @Sendable in running.death }
            try await load.warmUp(until: death)
            let model = try await model(load)
            if settings.load != nil { context.report(model.description) }
            let counters = await CounterStretch(of: context.serviceMetrics) { await running.counter($0) }
            let result = try await load.run(model, until: death)
            return (try await measured(running, result, counters), result)
        }
    }

    private func measure(
        _ running: RunningSubject, _ model: LoadModel, _ load: LocustLoad
    ) async throws(MeasuringError) -> LoadRun {
        var counters = await CounterStretch(of: []) { _ in .silent }
        let ran = try await load.run(
            at: running.address, until: { running.death },
            whenWarm: {
                context.report(model.description)
                counters = await CounterStretch(of: context.serviceMetrics) { await running.counter($0) }
            })
        return try await measured(running, ran.result, counters, by: ran.engine)
    }

    /// The load's own observations, and those of the service as a whole.
    private func measured(
        _ running: RunningSubject, _ result: LoadResult, _ counters: CounterStretch, by engine: String? = nil
    ) async throws(MeasuringError) -> LoadRun {
        let counted = await counters.end(after: result.failures) { await running.counter($0) }
        let service = await serviceSamples(running, counted)
        try context.checkTime("under load")
        let isSilent =
            result.hasSilence
            || service.contains { $0.observed(.candidate).contains { $0.value == nil } }
        if let death = await running.death(isLikely: isSilent) { throw death }
        return LoadRun(
            samples: result.samples(context.operationMetrics) + service, summary: result.summary,
            engine: engine)
    }

    private func serviceSamples(_ running: RunningSubject, _ counted: [String: Observed]) async -> [Samples] {
        var samples: [Samples] = []
        for metric in context.serviceMetrics {
            var observed = counted[metric.name]
            if observed == nil {
                observed = await running.observe(metric, instruments: context.baseline.instruments)
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
