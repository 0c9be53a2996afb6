package import GateModel
import HTTPClient
import Measuring
import Statistics

/// Several users at once on the candidate, each with a connection of its own and every operation in an order of its
/// own.
package struct ScaleStage: Sendable {
    private let context: StageContext
    private let settings: Stage.Scale

    package init(_ context: StageContext, _ settings: Stage.Scale) {
        self.context = context
        self.settings = settings
    }

    package func run() async -> StageRun {
        await context.run { run throws(MeasuringError) in
            switch settings.engine {
            case .pawl:
                run.samples = try await context.candidate.whileRunning { running throws(MeasuringError) in
                    try await measure(running)
                }
            case .locust(let workers):
                let measured = try await context.candidate.whileRunning { running throws(MeasuringError) in
                    try await measure(running, through: LocustLoad(context, settings, workers))
                }
                (run.samples, run.engine) = measured
            }
        }
    }

    private func measure(
        _ running: RunningSubject, through load: LocustLoad
    ) async throws(MeasuringError) -> ([Samples], engine: String) {
        var counters = await CounterStretch(of: []) { _ in .silent }
        context.report("\(settings.users) users through Locust")
        let address = ServiceAddress(host: "127.0.0.1", port: running.port)
        let result = try await load.run(at: address, death: { running.death }) {
            counters = await CounterStretch(of: context.serviceMetrics) { await running.counter($0) }
        }
        let counted = await counters.end(after: result.failures) { await running.counter($0) }
        let service = await serviceSamples(running, counted)
        try context.checkTime("under load")
        let isSilent =
            result.hasSilence
            || service.contains { $0.observed(.candidate).contains { $0.value == nil } }
        if let death = await running.death(isLikely: isSilent) { throw death }
        if let operation = result.timedOut {
            let what = "candidate: '\(operation)' did not answer within \(running.timeout.inWords)"
            throw MeasuringError(.timedOut, what)
        }
        return (result.samples(of: context.operations, context.operationMetrics) + service, result.engine)
    }

    private func measure(_ running: RunningSubject) async throws(MeasuringError) -> [Samples] {
        let users = (0..<settings.users).map { _ in running.newUser() }
        // Thrown away: connections, caches and lazy imports are then in place.
        _ = try await outcomes(of: users, times: 1, stream: "scale warm-up of user", on: running)
        let count = context.operations.count * settings.operationsPerUser
        context.report("\(settings.users) users × \(count) operations")
        let counters = await CounterStretch(of: context.serviceMetrics) { await running.counter($0) }
        let clock = ContinuousClock()
        let began = clock.now
        let outcomes = try await outcomes(
            of: users, times: settings.operationsPerUser, stream: "scale user", on: running)
        let seconds = (clock.now - began) / .seconds(1)
        let counted = await counters.end(after: outcomes.map { $0.outcome.failure?.description }) {
            await running.counter($0)
        }
        let service = await serviceSamples(running, counted)
        try context.checkTime("under load")
        let isSilent =
            outcomes.contains { $0.outcome.failure?.hasNoAnswer ?? false }
            || service.contains { $0.observed(.candidate).contains { $0.value == nil } }
        if let death = await running.death(isLikely: isSilent) { throw death }
        return samples(of: outcomes, over: seconds) + service
    }

    private struct Performed: Sendable {
        let operation: String
        let outcome: OperationOutcome
    }

    /// What came of all users' operations, user by user; the first that cannot go on ends them all.
    private func outcomes(
        of users: [OperationPerformer], times: Int, stream: String, on running: RunningSubject
    ) async throws(MeasuringError) -> [Performed] {
        let results = await withTaskGroup(of: (Int, Result<[Performed], MeasuringError>).self) { group in
            for (number, user) in users.enumerated() {
                let inputs = context.userInputs(times: times, stream: "\(stream) \(number)")
                group.addTask { (number, await result(of: user, performing: inputs, on: running)) }
            }
            var results: [Int: Result<[Performed], MeasuringError>] = [:]
            var error: MeasuringError?
            for await (number, result) in group {
                results[number] = result
                if case .failure(let cause) = result, error == nil {
                    error = cause
                    group.cancelAll()
                }
            }
            return error.map { [.failure($0)] } ?? users.indices.compactMap { results[$0] }
        }
        let performed = try results.map { result throws(MeasuringError) in try result.get() }
        return performed.flatMap { $0 }
    }

    private func result(
        of user: OperationPerformer, performing inputs: [DrawnInput], on running: RunningSubject
    ) async -> Result<[Performed], MeasuringError> {
        var performed: [Performed] = []
        do throws(MeasuringError) {
            for input in inputs {
                let outcome = await user.perform(input)
                try context.checkTime("under load")
                if let death = running.death { throw death }
                try running.checkAnswered(outcome, to: input)
                performed.append(Performed(operation: input.operation.name, outcome: outcome))
            }
            return .success(performed)
        } catch {
            return .failure(error)
        }
    }

    private func samples(of performed: [Performed], over seconds: Double) -> [Samples] {
        let metrics = context.operationMetrics
        return context.operations.flatMap { operation in
            let own = performed.filter { $0.operation == operation.name }.map(\.outcome)
            let perOperation = metrics.map { metric in
                Samples(
                    metric: metric.name, operation: operation.name,
                    blocks: [Block(candidate: own.map { $0.observed(metric) })])
            }
            let succeeded = own.count { $0.failure == nil }
            let throughput = Observed(measured: Double(succeeded) / seconds)
            let whole = Samples(
                metric: Metric.BuiltIn.throughput.rawValue, operation: operation.name,
                blocks: [Block(candidate: [throughput])])
            return perOperation + [whole]
        }
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
