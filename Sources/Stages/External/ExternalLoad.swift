import GateModel
import HTTPClient
import Measuring

/// A load on a service that runs already.
struct ExternalLoad {
    private let context: StageContext
    private let settings: Stage.Scale
    private let address: ServiceAddress

    init(_ context: StageContext, _ settings: Stage.Scale, _ address: ServiceAddress) {
        self.context = context
        self.settings = settings
        self.address = address
    }

    /// - Throws: ``MeasuringError`` where the service does not answer any more.
    func measure() async throws(MeasuringError) -> LoadRun {
        guard let model = settings.load else { return try await measureFound() }
        context.report(model.description)
        switch settings.engine {
        case .pawl:
            return try await OperationLoad.onService(at: address, context, model) {
                (load) async throws(MeasuringError) in
                try await measured(try await load.run(model) { nil })
            }
        case .locust(let workers):
            let ran = try await LocustLoad(context, model, workers)
                .run(at: address, until: { nil }, whenWarm: {})
            return try await measured(ran.result, by: ran.engine)
        }
    }

    /// There is one process only, which is not ours.
    private func measureFound() async throws(MeasuringError) -> LoadRun {
        try await OperationLoad.onService(at: address, context, nil) {
            (load) async throws(MeasuringError) in
            let first = try await FoundLoad(context).find(on: load, processes: 1) { nil }
            let time = max(first.seconds, Double(FoundRate.processes) * (FoundRate.time / .seconds(1)))
            let found = FoundRate(reached: first.reached, rate: first.rate, processes: 1, seconds: time)
            context.report("\(found)")
            let load = try await measured(try await load.run(found.model) { nil })
            var summary = load.summary
            summary.found = found
            return LoadRun(samples: load.samples, summary: summary, engine: nil)
        }
    }

    /// One block a metric and operation, on the candidate's side.
    private func measured(
        _ result: LoadResult, by engine: String? = nil
    ) async throws(MeasuringError) -> LoadRun {
        if result.hasSilence, let silence = await silence(of: address) {
            throw MeasuringError(.serviceNotReady, "\(address.place) does not answer any more: \(silence)")
        }
        return LoadRun(
            samples: result.samples(context.operationMetrics), summary: result.summary, engine: engine)
    }
}
