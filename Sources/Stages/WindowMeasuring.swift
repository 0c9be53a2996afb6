import GateModel
import HTTPClient
import Measuring
import Statistics

/// Measures windows of a deployed environment, one after the other.
struct WindowMeasuring {
    private let plan: Plan
    private let operations: [DeclaredOperation]
    private let metrics: [Metric]
    private let address: ServiceAddress
    private let length: Duration
    private var generator: SeededGenerator

    init(
        _ plan: Plan, _ stage: Stage, _ address: ServiceAddress, _ phase: WatchWindow.Phase, length: Duration
    ) {
        self.plan = plan
        self.address = address
        self.length = length
        operations = plan.pipeline.operations.filter { stage.operations.contains($0.name) }
        let named = Set(stage.rules.map(\.metric.name))
        metrics = plan.pipeline.metrics.filter { named.contains($0.name) }
        generator = SeededGenerator(seed: plan.seed, stream: "watch \(phase.rawValue)")
    }

    /// Requests a window, of each operation.
    private static let rounds = 20

    /// Every operation some times, spread evenly over the window's length, on a connection of its own.
    ///
    /// Where answers are slow there are fewer; the window begins no operation after its end. A cancelled task ends it
    /// early, with samples that mean nothing.
    mutating func window() async -> [Samples] {
        let client = ServiceClient(address)
        let performer = OperationPerformer(client: client, timeout: max(length, .seconds(2)))
        var outcomes: [String: [OperationOutcome]] = [:]
        let clock = ContinuousClock()
        let began = clock.now
        for round in 0..<WindowMeasuring.rounds where !Task.isCancelled {
            for operation in operations where clock.now - began < length {
                let input = DrawnInput.draw(operation, from: plan.pipeline.values, using: &generator)
                outcomes[operation.name, default: []].append(await performer.perform(input))
            }
            do {
                try await clock.sleep(until: began + length * (round + 1) / WindowMeasuring.rounds)
            } catch {
                break
            }
        }
        let samples = operationSamples(outcomes) + (await serviceSamples(client))
        await client.shutdown()
        return samples
    }

    private func operationSamples(_ outcomes: [String: [OperationOutcome]]) -> [Samples] {
        operations.flatMap { operation in
            metrics.filter(\.isOfOneOperation).map { metric in
                let observed = (outcomes[operation.name] ?? []).map { $0.observed(metric) }
                return Samples(
                    metric: metric.name, operation: operation.name, blocks: [Block(candidate: observed)])
            }
        }
    }

    /// What the environment tells of itself; commands have no state here that they could look at.
    private func serviceSamples(_ client: ServiceClient) async -> [Samples] {
        var samples: [Samples] = []
        for metric in metrics {
            guard case .json(let pointer, let template) = metric.source else { continue }
            let observed = await client.number(at: pointer, of: template)
            samples.append(
                Samples(metric: metric.name, operation: nil, blocks: [Block(candidate: [observed])]))
        }
        return samples
    }
}
