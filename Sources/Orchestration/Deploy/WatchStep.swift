import GateModel
import Judging
import Measuring
import Stages

/// The stage `watch`: what the environment answers before a deploy, and after it.
struct WatchStep: Sendable {
    let watch: Deployment.Watch
    let plan: Plan
    let session: CommandContext

    func before() async throws(MeasuringError) -> [WatchWindow] {
        session.progress(Progress(stage: .watch, text: "begins: before the deploy", begins: true))
        return try await measuring.before()
    }

    /// Up to a violation, at most for as long as the pipeline says.
    ///
    /// - Parameter before: The windows from before the deploy.
    func after(_ before: [WatchWindow]) async -> StageRun {
        var run = StageRun(stage: .watch)
        run.attempt = plan.attempt == 1 ? nil : plan.attempt
        run.windows = before
        session.progress(Progress(stage: .watch, text: "begins: after the deploy", begins: true))
        let clock = ContinuousClock()
        let began = clock.now
        do throws(MeasuringError) {
            run.windows += try await measuring.after { windows in
                var seen = run
                seen.windows += windows
                let result = judge(seen, of: watch.stage, in: plan.pipeline, after: [])
                return result.verdict == .violation
            }
        } catch {
            run.failure = error.inconclusive
        }
        run.seconds = (clock.now - began) / .seconds(1)
        return run
    }

    private var measuring: WatchStage {
        WatchStage(plan: plan, stage: watch.stage, settings: watch.settings, progress: session.progress)
    }
}
