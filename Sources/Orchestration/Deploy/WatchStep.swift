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
        var run = StageRun(.watch(before), common: StageRun.Common(attempt: plan.attempt))
        session.progress(Progress(stage: .watch, text: "begins: after the deploy", begins: true))
        let clock = ContinuousClock()
        let began = clock.now
        do throws(MeasuringError) {
            let after = try await measuring.after { windows in
                let seen = StageRun(.watch(before + windows), common: run.common)
                return judge(seen, of: watch.stage, in: plan.pipeline, after: []).verdict == .violation
            }
            run.observed = .watch(before + after)
        } catch {
            run.common.failure = error.inconclusive
        }
        run.common.seconds = (clock.now - began) / .seconds(1)
        return run
    }

    private var measuring: WatchStage {
        WatchStage(plan: plan, stage: watch.stage, settings: watch.settings, progress: session.progress)
    }
}
