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
    func measure() async throws(MeasuringError) -> MeasuredLoad {
        context.report(settings.load.description)
        switch settings.engine {
        case .pawl:
            return try await OperationLoad.onService(at: address, context, settings.load) {
                (load) async throws(MeasuringError) in
                try await measured(try await load.run { nil })
            }
        case .locust(let workers):
            let ran = try await LocustLoad(context, settings.load, workers)
                .run(at: address, until: { nil }, whenWarm: {})
            return try await measured(ran.result, by: ran.engine)
        }
    }

    /// One block a metric and operation, on the candidate's side.
    private func measured(
        _ result: LoadResult, by engine: String? = nil
    ) async throws(MeasuringError) -> MeasuredLoad {
        if result.hasSilence, let silence = await silence(of: address) {
            throw MeasuringError(.serviceNotReady, "\(address.place) does not answer any more: \(silence)")
        }
        return MeasuredLoad(
            samples: result.samples(context.operationMetrics), summary: result.summary, engine: engine)
    }
}
