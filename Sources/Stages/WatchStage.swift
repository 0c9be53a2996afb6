package import GateModel
import HTTPClient
package import Measuring
import Statistics

/// The deployed environment, seen through its own URL: windows before the deploy, and after it.
package struct WatchStage: Sendable {
    private let plan: Plan
    private let stage: Stage
    private let settings: Stage.Watch
    private let progress: @Sendable (Progress) -> Void

    package init(
        plan: Plan, stage: Stage, settings: Stage.Watch, progress: @escaping @Sendable (Progress) -> Void
    ) {
        self.plan = plan
        self.stage = stage
        self.settings = settings
        self.progress = progress
    }

    /// Requests a window, of each operation.
    private static let rounds = 20

    /// What "+20 %" is going to compare with.
    package func before() async throws(MeasuringError) -> [WatchWindow] {
        try await windows(.before, lasting: settings.before) { _ in false }
    }

    /// Windows until the declared time is over, or until `isDecided` says that the verdict cannot change any more.
    package func after(isDecided: ([WatchWindow]) -> Bool) async throws(MeasuringError) -> [WatchWindow] {
        try await windows(.after, lasting: settings.after, isDecided: isDecided)
    }

    private func windows(
        _ phase: WatchWindow.Phase, lasting: Duration, isDecided: ([WatchWindow]) -> Bool
    ) async throws(MeasuringError) -> [WatchWindow] {
        let address: ServiceAddress
        do {
            address = try ServiceAddress(url: settings.url)
        } catch {
            throw MeasuringError(.serviceNotReady, "\(error)")
        }
        var generator = SeededGenerator(seed: plan.seed, stream: "watch \(phase.rawValue)")
        let count = max(1, Int((lasting / settings.every).rounded()))
        var windows: [WatchWindow] = []
        while windows.count < count, !isDecided(windows) {
            if Task.isCancelled { throw MeasuringError(.interrupted, "in window \(windows.count + 1)") }
            windows.append(WatchWindow(phase: phase, samples: await window(address, &generator)))
            let text = "window \(windows.count) of \(count) \(phase.rawValue) the deploy"
            progress(Progress(stage: .watch, text: text))
        }
        return windows
    }

    /// One window: every operation some times, spread evenly over its length, on a connection of its own.
    private func window(_ address: ServiceAddress, _ generator: inout SeededGenerator) async -> [Samples] {
        let client = ServiceClient(address)
        let performer = OperationPerformer(client: client, timeout: max(settings.every, .seconds(2)))
        let operations = plan.pipeline.operations.filter { stage.operations.contains($0.name) }
        var outcomes: [(String, OperationOutcome)] = []
        let clock = ContinuousClock()
        let began = clock.now
        for round in 0..<WatchStage.rounds where clock.now - began < settings.every {
            for operation in operations {
                let input = DrawnInput.draw(operation, from: plan.pipeline.values, using: &generator)
                outcomes.append((operation.name, await performer.perform(input)))
            }
            let next = began + settings.every * (round + 1) / WatchStage.rounds
            do { try await clock.sleep(until: next) } catch { break }
        }
        await client.shutdown()
        return operations.flatMap { operation in
            let own = outcomes.filter { $0.0 == operation.name }.map(\.1)
            return metrics.map { metric in
                Samples(
                    metric: metric.name, operation: operation.name,
                    blocks: [Block(candidate: own.map { $0.observed(metric) })])
            }
        }
    }

    private var metrics: [Metric] {
        let named = Set(stage.rules.map(\.metric.name))
        return plan.pipeline.metrics.filter { $0.isPerOperation && named.contains($0.name) }
    }
}
