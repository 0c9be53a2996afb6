import GateModel
import HTTPClient
import Measuring
import Statistics

/// Several users at once on a service that runs already, each with a connection of its own.
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
    func measure() async throws(MeasuringError) -> [Samples] {
        context.report(
            "\(settings.users) users × \(context.operations.count * settings.operationsPerUser) operations")
        let began = ContinuousClock.now
        let performed = try await all()
        let seconds = (ContinuousClock.now - began) / .seconds(1)
        return context.operations.flatMap { operation in
            let own = performed.filter { $0.operation == operation.name }.map(\.outcome)
            let succeeded = own.count { $0.failure == nil }
            let each = context.operationMetrics.map { metric in (metric.name, own.map { $0.observed(metric) })
            }
            let throughput = Observed(measured: Double(succeeded) / seconds)
            return (each + [(Metric.BuiltIn.throughput.rawValue, [throughput])]).map { name, observed in
                Samples(metric: name, operation: operation.name, blocks: [Block(candidate: observed)])
            }
        }
    }

    private struct Performed: Sendable {
        let operation: String
        let outcome: OperationOutcome
    }

    private func all() async throws(MeasuringError) -> [Performed] {
        let results = await withTaskGroup(of: Result<[Performed], MeasuringError>.self) { group in
            for user in 0..<settings.users {
                let inputs = inputs(of: user)
                group.addTask { await result(performing: inputs) }
            }
            var results: [Result<[Performed], MeasuringError>] = []
            for await result in group {
                results.append(result)
                if case .failure = result { group.cancelAll() }
            }
            return results
        }
        // The first that failed says why; those that it cancelled say only that.
        for result in results { if case .failure(let error) = result { throw error } }
        var performed: [Performed] = []
        for result in results { performed += try result.get() }
        return performed
    }

    private func inputs(of user: Int) -> [DrawnInput] {
        var generator = SeededGenerator(seed: context.plan.seed, stream: "external user \(user)")
        let inputs = context.operations.flatMap { operation in
            (0..<settings.operationsPerUser).map { _ in context.draw(operation, &generator) }
        }
        return inputs.shuffled(using: &generator)
    }

    private func result(performing inputs: [DrawnInput]) async -> Result<[Performed], MeasuringError> {
        let client = ServiceClient(address)
        let performer = OperationPerformer(client: client)
        let result: Result<[Performed], MeasuringError>
        do throws(MeasuringError) {
            var performed: [Performed] = []
            for input in inputs {
                let outcome = await performer.perform(input)
                try context.checkTime("under load")
                try await checkAnswered(outcome, input, performer, at: address)
                performed.append(Performed(operation: input.operation.name, outcome: outcome))
            }
            result = .success(performed)
        } catch {
            result = .failure(error)
        }
        await client.shutdown()
        return result
    }
}
