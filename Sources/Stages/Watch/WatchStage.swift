package import GateModel
import HTTPClient
package import Measuring

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

    /// What "+20 %" is going to compare with.
    package func before() async throws(MeasuringError) -> [WatchWindow] {
        try await windows(.before, lasting: settings.before) { _ in false }
    }

    /// Windows until the declared time is over, or until `isDecided` says that the verdict cannot change any more.
    ///
    /// - Throws: ``MeasuringError`` for a url that is none, and when the task is cancelled.
    package func after(isDecided: ([WatchWindow]) -> Bool) async throws(MeasuringError) -> [WatchWindow] {
        try await windows(.after, lasting: settings.after, isDecided: isDecided)
    }

    private func windows(
        _ phase: WatchWindow.Phase, lasting: Duration, isDecided: ([WatchWindow]) -> Bool
    ) async throws(MeasuringError) -> [WatchWindow] {
        let address: ServiceAddress
        do throws(ServiceAddressError) {
            address = try ServiceAddress(url: settings.url)
        } catch {
            throw MeasuringError(.serviceNotReady, "\(error)")
        }
        var measuring = WindowMeasuring(plan, stage, address, phase, settings)
        let count = max(1, Int((lasting / settings.every).rounded()))
        var windows: [WatchWindow] = []
        repeat {
            let samples = await measuring.window()
            let text = "window \(windows.count + 1) of \(count) \(phase.rawValue) the deploy"
            if Task.isCancelled { throw MeasuringError(.interrupted, "in \(text)") }
            windows.append(WatchWindow(phase: phase, samples: samples))
            progress(Progress(stage: .watch, text: text))
        } while windows.count < count && !isDecided(windows)
        return windows
    }
}
