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

    /// One block a metric and operation, on the candidate's side.
    ///
    /// - Throws: ``MeasuringError`` where the service does not answer any more.
    func measure() async throws(MeasuringError) -> ([Samples], LoadSummary) {
        context.report(settings.load.description)
        return try await OperationLoad.onService(at: address, context, settings.load) {
            (load) async throws(MeasuringError) in
            let result = try await load.run { nil }
            if result.tallies.contains(where: { $0.silence != nil }), let silence = await silence(of: address)
            {
                throw MeasuringError(
                    .serviceNotReady, "\(address.place) does not answer any more: \(silence)")
            }
            return (load.samples(of: result), result.summary)
        }
    }
}
