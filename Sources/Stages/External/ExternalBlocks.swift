import GateModel
import HTTPClient
import Measuring
import Processes
import Statistics

/// Blocks of operations on a service that runs already.
///
/// Its inputs come from the plan's seed in the same order as those of every other run with that seed, so that the blocks
/// of two runs are about the same inputs.
struct ExternalBlocks {
    private let context: StageContext
    private let client: ServiceClient
    private let performer: OperationPerformer
    private let pairs: Int
    private let operationMetrics: [Metric]
    private let serviceMetrics: [Metric]
    private var generator: SeededGenerator
    /// Which of two answers counts for which side; its own, so that it draws no inputs.
    private var coin: SeededGenerator
    private var unsettled: [String] = []
    private var samples: [Samples]
    private(set) var count = 0

    init(_ context: StageContext, _ client: ServiceClient, pairs: Int) {
        self.context = context
        self.client = client
        self.pairs = pairs
        performer = OperationPerformer(client: client)
        generator = SeededGenerator(
            seed: context.plan.seed, stream: "external \(context.stage.name.rawValue)")
        coin = SeededGenerator(seed: context.plan.seed, stream: "external coin")
        let metrics = context.operationMetrics
        operationMetrics = metrics
        // Commands look at a state that nobody has here; without a value their rules are inconclusive.
        serviceMetrics = context.serviceMetrics
        samples =
            context.operations.flatMap { operation in
                metrics.map { Samples(metric: $0.name, operation: operation.name) }
            } + serviceMetrics.map { Samples(metric: $0.name, operation: nil) }
    }

    func record(in run: inout SampledRun) {
        run.samples = samples
        run.unsettled = unsettled.map { Unsettled(operation: $0, side: .candidate, blocks: count) }
    }

    /// One more block: on the candidate's side alone; or of the service against itself, every input twice, a fair coin
    /// decides for which side first.
    mutating func measure(twice: Bool = false) async throws(MeasuringError) {
        if count == 0 { try await warmUp() }
        var blocks = samples.map { _ in Block() }
        for _ in 0..<pairs {
            for (index, operation) in context.operations.enumerated() {
                let input = context.draw(operation, &generator)
                let first: Side = Bool.random(using: &coin) ? .baseline : .candidate
                for side in twice ? [first, first.other] : [.candidate] {
                    let outcome = try await perform(input)
                    for (offset, metric) in operationMetrics.enumerated() {
                        blocks[index * operationMetrics.count + offset].append(
                            outcome.observed(metric), on: side)
                    }
                }
            }
        }
        let first = context.operations.count * operationMetrics.count
        for (offset, metric) in serviceMetrics.enumerated() {
            for side in twice ? Side.allCases : [.candidate] {
                blocks[first + offset].append(await observe(metric), on: side)
            }
        }
        try context.checkTime("in block \(count + 1)")
        for (index, block) in blocks.enumerated() { samples[index].blocks.append(block) }
        count += 1
    }

    /// Connections and caches are in place when no operation gets faster any more; nothing of it is kept.
    private mutating func warmUp() async throws(MeasuringError) {
        var generator = SeededGenerator(seed: context.plan.seed, stream: "external warm-up")
        for operation in context.operations {
            var settling = WarmUpDetector()
            let began = ContinuousClock.now
            for number in 1...100 {
                settling.note(try await perform(context.draw(operation, &generator)).seconds)
                let isOver = ContinuousClock.now - began > .seconds(2)
                if settling.isSettled || number > WarmUpDetector.fewestOfSlow && isOver { break }
            }
            if settling.isFalling { unsettled.append(operation.name) }
        }
    }

    private func perform(_ input: DrawnInput) async throws(MeasuringError) -> OperationOutcome {
        let outcome = await performer.perform(input)
        try context.checkTime("in block \(count + 1)")
        try await checkAnswered(outcome, input, performer, at: client.address)
        return outcome
    }

    private func observe(_ metric: Metric) async -> Observed {
        guard case .json(let pointer, let template) = metric.source else { return .silent }
        return await client.number(at: pointer, of: template)
    }
}

extension Side {
    fileprivate var other: Side { self == .baseline ? .candidate : .baseline }
}

/// - Throws: where an operation had no answer, and the service itself has none any more either; or none in time.
func checkAnswered(
    _ outcome: OperationOutcome, _ input: DrawnInput, _ performer: OperationPerformer,
    at address: ServiceAddress
) async throws(MeasuringError) {
    guard let failure = outcome.failure, failure.hasNoAnswer else { return }
    if failure.isTimeout {
        throw MeasuringError(
            .timedOut, "'\(input.operation.name)' did not answer within \(performer.timeout.text)")
    }
    if let silence = await silence(of: address) {
        throw MeasuringError(.serviceNotReady, "\(address.place) does not answer any more: \(silence)")
    }
}

/// Why a URL gives no answer of any kind, asked three times within some seconds; nil where it does.
package func silence(ofURL url: String) async -> String? {
    do throws(ServiceAddressError) {
        return await silence(of: try ServiceAddress(url: url))
    } catch {
        return "\(error)"
    }
}

func silence(of address: ServiceAddress) async -> String? {
    var problem: String?
    for attempt in 0..<3 where !Task.isCancelled {
        if attempt > 0 {
            do {
                try await Task.sleep(for: .milliseconds(300))
            } catch {
                break
            }
        }
        let client = ServiceClient(address)
        do throws(HTTPError) {
            _ = try await client.send(
                HTTPRequest(method: "GET", target: address.target("/")), timeout: .seconds(5))
            problem = nil
        } catch {
            problem = "\(error.failure)"
        }
        await client.shutdown()
        if problem == nil { return nil }
    }
    return problem
}
