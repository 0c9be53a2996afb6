import GateModel
import HTTPClient
import Measuring

/// The stage's operations as a load on one service, and what it shows.
struct OperationLoad: Sendable {
    private let context: StageContext
    /// Nil where it is found.
    private let model: LoadModel?
    private let generator: LoadGenerator
    private let metrics: [Metric]

    /// How often the service's end is looked for, and the stage's.
    private static let watch = Duration.milliseconds(50)

    /// Runs the body with a generator that is ready, and closes all its connections then.
    static func onService<Value>(
        at address: ServiceAddress, _ context: StageContext, _ model: LoadModel?,
        _ body: (OperationLoad) async throws(MeasuringError) -> Value
    ) async throws(MeasuringError) -> Value {
        let metrics = context.operationMetrics
        let generator: LoadGenerator
        do {
            generator = try await LoadGenerator(
                address, operations: try operations(context, metrics, address),
                values: context.plan.pipeline.values, metrics: metrics, seed: context.plan.seed,
                stream: "scale")
        } catch let error as RequestFault {
            throw MeasuringError(.failedOperations, "a request cannot be sent: \(error)")
        } catch {
            throw MeasuringError(.serviceNotReady, "load", cause: error)
        }
        let load = OperationLoad(context: context, model: model, generator: generator, metrics: metrics)
        do throws(MeasuringError) {
            let value = try await body(load)
            await generator.shutdown()
            return value
        } catch {
            await generator.shutdown()
            throw error
        }
    }

    private static func operations(
        _ context: StageContext, _ metrics: [Metric], _ address: ServiceAddress
    ) throws(RequestFault) -> [LoadOperation] {
        let readsAnswers = metrics.contains { $0.isReadFromAnswers }
        var operations: [LoadOperation] = []
        for operation in context.operations {
            guard let exchange = operation.exchange else { continue }
            operations.append(
                try LoadOperation(
                    operation, exchange, values: context.plan.pipeline.values, address: address,
                    readsAnswers: readsAnswers))
        }
        return operations
    }

    /// Every user, or one where they are strangers, performs each operation once; thrown away: connections, caches and
    /// lazy imports are then in place.
    func warmUp(until end: @escaping @Sendable () -> MeasuringError?) async throws(MeasuringError) {
        let users =
            switch model {
            case .closed(let load): load.users
            case .open: 1
            case nil: FoundRate.users
            }
        _ = try await run(.closed(ClosedLoad(users: users, amount: .operations(1))), until: end)
    }

    /// - Parameter end: Why the load cannot go on; nil while it can.
    func run(
        _ model: LoadModel, until end: @escaping @Sendable () -> MeasuringError?
    ) async throws(MeasuringError) -> LoadResult {
        let result = await withTaskGroup(of: LoadResult?.self) { group in
            group.addTask { await generator.run(model) }
            group.addTask {
                await watch(until: end)
                return nil
            }
            var result: LoadResult?
            for await ended in group {
                result = ended ?? result
                // Whichever of the two comes first ends the other.
                group.cancelAll()
            }
            return result
        }
        try context.checkTime("under load")
        if let end = end() { throw end }
        guard let result else { throw MeasuringError(.interrupted, "under load") }
        try result.checkAnswered()
        return result
    }

    private func watch(until end: @escaping @Sendable () -> MeasuringError?) async {
        do {
            while end() == nil {
                try context.checkTime("under load")
                try await Task.sleep(for: Self.watch)
            }
        } catch {
            // The stage's time is over, or the load has ended.
        }
    }
}

extension Metric {
    fileprivate var isReadFromAnswers: Bool {
        switch source {
        case .builtIn(.responseTime), .builtIn(.errors), .builtIn(.throughput): false
        case .builtIn, .usage, .header, .serverTiming, .json, .command, .openMetrics: true
        }
    }
}

extension LoadSummary {
    /// Throws where what was measured does not tell what the service can do.
    func check() throws(MeasuringError) {
        let serious = doubts.filter { $0.reason != nil }
        guard let reason = serious.first?.reason else { return }
        throw MeasuringError(reason, serious)
    }
}

extension LoadSummary.Doubt {
    /// Nil for what other rules judge: no answer at all is an error of each operation.
    fileprivate var reason: Inconclusive.Reason? {
        switch self {
        case .dropped, .noSocket, .late: .loadNotSent
        case .saturated: .generatorTooBusy
        case .interrupted: .interrupted
        case .noAnswer: nil
        }
    }
}
