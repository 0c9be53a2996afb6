package import GateModel
import Measuring
import Statistics

/// Several users at once on the candidate, each with every operation in an order of its own.
package struct ScaleStage: Sendable {
    private let context: StageContext
    private let settings: Stage.Scale

    package init(_ context: StageContext, _ settings: Stage.Scale) {
        self.context = context
        self.settings = settings
    }

    package func run() async -> StageRun {
        var run = context.newRun()
        do throws(MeasuringError) {
            let running = try await context.candidate.start()
            run.samples = await load(running)
            if let death = running.death { run.failure = death.inconclusive }
            await running.stop()
        } catch {
            run.failure = error.inconclusive
        }
        return run
    }

    private func load(_ running: RunningSubject) async -> [Samples] {
        let inputs = (0..<settings.users).map(inputs(ofUser:))
        context.report("\(settings.users) users × \(inputs.first?.count ?? 0) operations")
        let clock = ContinuousClock()
        let began = clock.now
        let outcomes = await withTaskGroup(of: [(String, OperationOutcome)].self) { group in
            for inputs in inputs {
                group.addTask { await user(performing: inputs, on: running) }
            }
            return await group.reduce(into: []) { $0 += $1 }
        }
        let seconds = (clock.now - began).seconds
        return samples(of: outcomes, over: seconds) + (await serviceSamples(running))
    }

    /// Every operation `operationsPerUser` times, shuffled.
    private func inputs(ofUser user: Int) -> [DrawnInput] {
        var generator = SeededGenerator(seed: context.plan.seed, stream: "scale user \(user)")
        let inputs = context.operations.flatMap { operation in
            (0..<settings.operationsPerUser).map { _ in
                DrawnInput.draw(operation, from: context.plan.pipeline.values, using: &generator)
            }
        }
        return inputs.shuffled(using: &generator)
    }

    private func user(
        performing inputs: [DrawnInput], on running: RunningSubject
    ) async -> [(String, OperationOutcome)] {
        var outcomes: [(String, OperationOutcome)] = []
        for input in inputs where !Task.isCancelled && running.death == nil {
            outcomes.append((input.operation.name, await running.performer.perform(input)))
        }
        return outcomes
    }

    private func samples(of outcomes: [(String, OperationOutcome)], over seconds: Double) -> [Samples] {
        context.operations.flatMap { operation in
            let own = outcomes.filter { $0.0 == operation.name }.map(\.1)
            let perOperation = context.operationMetrics.map { metric in
                Samples(
                    metric: metric.name, operation: operation.name,
                    blocks: [Block(candidate: own.map { $0.observed(metric) })])
            }
            let throughput = Observed(measured: Double(own.filter { $0.failure == nil }.count) / seconds)
            let whole = Samples(
                metric: Metric.BuiltIn.throughput.rawValue, operation: operation.name,
                blocks: [Block(candidate: [throughput])])
            return perOperation + [whole]
        }
    }

    private func serviceSamples(_ running: RunningSubject) async -> [Samples] {
        var samples: [Samples] = []
        for metric in context.serviceMetrics {
            let observed = await running.observe(metric, instruments: context.baseline.checkout)
            samples.append(
                Samples(metric: metric.name, operation: nil, blocks: [Block(candidate: [observed])]))
        }
        return samples
    }
}

extension Duration {
    /// As a floating-point number of seconds.
    var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
