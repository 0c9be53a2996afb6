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
            (run.samples, run.load) = try await context.candidate.whileRunning {
                (running) async throws(MeasuringError) in
                try await OperationLoad.onService(at: running.address, context, settings.load) {
                    (load) async throws(MeasuringError) in
                    try await measure(running, load)
                }
            }
            try run.load?.check()
        }
    }

    private func measure(
        _ running: RunningSubject, _ load: OperationLoad
    ) async throws(MeasuringError) -> ([Samples], LoadSummary) {
        let death = { @Sendable in running.death }
        try await load.warmUp(until: death)
        context.report(settings.load.description)
        let counters = await CounterStretch(of: context.serviceMetrics) { await running.counter($0) }
        let result = try await load.run(until: death)
        let counted = await counters.end(after: result.failures) { await running.counter($0) }
        let service = await serviceSamples(running, counted)
        try context.checkTime("under load")
        let isSilent =
            result.tallies.contains { $0.silence != nil }
            || service.contains { $0.observed(.candidate).contains { $0.value == nil } }
        if let death = await running.death(isLikely: isSilent) { throw death }
        return (load.samples(of: result) + service, result.summary)
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
