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
    /// Requests a window, of each operation.
    private let rounds: Int
    private var generator: SeededGenerator

    init(
        _ plan: Plan, _ stage: Stage, _ address: ServiceAddress, _ phase: WatchWindow.Phase,
        _ settings: Stage.Watch
    ) {
        self.plan = plan
        self.address = address
        length = settings.every
        rounds = settings.requestsPerWindow
        operations = plan.pipeline.operations.filter { stage.operations.contains($0.name) }
        let named = Set(stage.rules.map(\.metric.name))
        metrics = plan.pipeline.metrics.filter { named.contains($0.name) }
        generator = SeededGenerator(seed: plan.seed, stream: "watch \(phase.rawValue)")
    }

    /// Requests of one operation under way at once: at ten a second an answer may take 0.8 s before the next ones are late.
    private static let lanes = 8

    /// Every operation some times, spread evenly over the window's length, on connections of its own.
    ///
    /// Where answers are slow there are fewer; the window begins no operation after its end. A cancelled task ends it
    /// early, with samples that mean nothing.
    mutating func window() async -> [Samples] {
        let client = ServiceClient(address)
        let performer = OperationPerformer(client: client, timeout: max(length, .seconds(2)))
        let clock = ContinuousClock()
        let began = clock.now
        let inputs = operations.map { operation in
            (0..<rounds).map { _ in
                DrawnInput.draw(operation, from: plan.pipeline.values, using: &generator)
            }
        }
        let outcomes = await outcomes(of: inputs, performer, from: began)
        do {
            try await clock.sleep(until: began + length)
        } catch {
            // Cancelled: whoever did it asks for that.
        }
        let samples = operationSamples(outcomes) + (await serviceSamples(client))
        await client.shutdown()
        return samples
    }

    /// Of each operation, in the order in which they were to begin.
    private func outcomes(
        of inputs: [[DrawnInput]], _ performer: OperationPerformer, from began: ContinuousClock.Instant
    ) async -> [[OperationOutcome]] {
        let (rounds, length) = (rounds, length)
        return await withTaskGroup(of: [Ended].self) { group in
            for (operation, inputs) in inputs.enumerated() {
                for lane in 0..<min(Self.lanes, rounds) {
                    let own = stride(from: lane, to: rounds, by: Self.lanes).map { round in
                        let share =
                            (Double(round) + Double(operation) / Double(operations.count)) / Double(rounds)
                        return Due(round: round, at: began + length * share, input: inputs[round])
                    }
                    group.addTask {
                        await Self.ended(own, performer, before: began + length).map {
                            Ended(operation: operation, round: $0.round, outcome: $0.outcome)
                        }
                    }
                }
            }
            var ended: [Ended] = []
            for await some in group { ended += some }
            ended.sort { $0.round < $1.round }
            return inputs.indices.map { operation in
                ended.filter { $0.operation == operation }.map(\.outcome)
            }
        }
    }

    private struct Due: Sendable {
        let round: Int
        let at: ContinuousClock.Instant
        let input: DrawnInput
    }

    private struct Ended: Sendable {
        let operation: Int
        let round: Int
        let outcome: OperationOutcome
    }

    /// One after the other, each at its time or as soon as the one before has ended.
    private static func ended(
        _ due: [Due], _ performer: OperationPerformer, before end: ContinuousClock.Instant
    ) async -> [(round: Int, outcome: OperationOutcome)] {
        var outcomes: [(round: Int, outcome: OperationOutcome)] = []
        for one in due where !Task.isCancelled {
            do {
                try await ContinuousClock().sleep(until: one.at)
            } catch {
                break
            }
            guard ContinuousClock.now < end else { break }
            outcomes.append((one.round, await performer.perform(one.input)))
        }
        return outcomes
    }

    private func operationSamples(_ outcomes: [[OperationOutcome]]) -> [Samples] {
        zip(operations, outcomes).flatMap { operation, outcomes in
            metrics.filter(\.isOfOneOperation).map { metric in
                let observed = outcomes.map { $0.observed(metric) }
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
