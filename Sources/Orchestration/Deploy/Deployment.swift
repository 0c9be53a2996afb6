import DecisionLog
import GateModel
import Git
import Judging
import Measuring
import Processes
import Stages

/// From an approved candidate to a deployed and watched one, or back.
struct Deployment: Sendable {
    let plan: Plan
    let session: CommandContext
    let record: DecisionRecord
    let stage: Stage
    let approved: LogEntry
    let evidence: Evidence
    /// Kept once the candidate is deployed; nil where the pipeline opens no cache.
    let builds: BuildCaches?

    /// Looks at the environment, makes the deploy ready, and announces it in the log. Until then it throws, with nothing
    /// deployed; from then on ``afterStart(_:_:_:)`` answers for everything.
    func run() async throws -> GateReport {
        let watch = plan.pipeline.stage(.watch)
        let before: [WatchWindow]
        do throws(MeasuringError) {
            before = try await windowsBefore(watch)
        } catch {
            return try undeployed(error.inconclusive)
        }
        if let watch, let why = whyIncomparable(before, for: watch) { return try undeployed(why) }
        guard case .deploy(let settings) = stage.kind else {
            return try undeployed(Inconclusive(.notEvaluated, "no deploy is declared"))
        }
        let command: DeployCommand
        do {
            command = try DeployCommand(settings, plan, in: session)
        } catch {
            return try undeployed(Inconclusive(.notEvaluated, "it could not be made ready: \(error)"))
        }
        let start = Start(
            command: command, settings: settings, windows: before,
            fingerprint: await RecordedRollback(record: record, session: session).fingerprint())
        try keepBoth()
        return await afterStart(start, Recorded([approved, try record.append(.deployStarted)]), watch)
    }

    private struct Start: Sendable {
        let command: DeployCommand
        let settings: Stage.Deploy
        /// Watched before the deploy.
        let windows: [WatchWindow]
        let fingerprint: String?
    }

    /// Ends in `deployed`, in a rollback, or in a hold. It throws nothing: the environment may have changed, so whatever
    /// fails is in the log or at least in the report.
    private func afterStart(_ start: Start, _ begun: Recorded, _ watch: Stage?) async -> GateReport {
        var recorded = begun
        var evidence = evidence
        session.progress(Progress(stage: .deploy, text: "begins: \(start.settings.run)", begins: true))
        evidence.add(await start.command.run(), of: stage, in: plan.pipeline)
        if evidence.results.last?.verdict == .pass, let watch {
            evidence.add(await watched(watch, after: start.windows), of: watch, in: plan.pipeline)
        }
        let verdict = verdict(of: evidence.results, for: plan.pipeline.stages)
        if verdict == .pass {
            recorded.add("deployed", in: session) {
                try record.append(.deployed(record.judged(evidence)), evidence: evidence)
            }
            if recorded.problems.isEmpty { builds?.keep() }
            return report(.deployed, evidence, recorded)
        }
        recorded.add("block", in: session) {
            try record.append(.block(record.judged(evidence)), evidence: evidence, isUrgent: true)
        }
        if case .inconclusive(let why) = verdict, holds(watch) {
            return report(.held(why), evidence, recorded)
        }
        let (outcome, added) = await RecordedRollback(record: record, session: session).back(
            from: plan.candidate, to: plan.baseline, fingerprintBefore: start.fingerprint, reason: nil)
        recorded.add(added)
        return report(outcome, evidence, recorded)
    }

    private func report(_ outcome: GateOutcome, _ evidence: Evidence, _ recorded: Recorded) -> GateReport {
        GateReport(
            plan: plan, results: evidence.results, entries: recorded.entries, outcome: outcome,
            problems: recorded.problems)
    }

    private func windowsBefore(_ watch: Stage?) async throws(MeasuringError) -> [WatchWindow] {
        guard let watch, case .watch(let settings) = watch.kind else { return [] }
        session.progress(Progress(stage: .watch, text: "begins: before the deploy", begins: true))
        let windows = try await WatchStage(
            plan: plan, stage: watch, settings: settings, progress: session.progress
        ).before()
        return windows
    }

    /// Nothing was deployed, so there is nothing to roll back.
    private func undeployed(_ why: Inconclusive) throws -> GateReport {
        var evidence = evidence
        evidence.add(StageRun(nothingOf: .deploy, failure: why), of: stage, in: plan.pipeline)
        let entry = try record.append(.block(record.judged(evidence)), evidence: evidence)
        return report(.inconclusive(why), evidence, Recorded([approved, entry]))
    }

    private func watched(_ watch: Stage, after before: [WatchWindow]) async -> StageRun {
        var run = StageRun(.watch(before), common: StageRun.Common(attempt: plan.attempt))
        guard case .watch(let settings) = watch.kind else { return run }
        session.progress(Progress(stage: .watch, text: "begins: after the deploy", begins: true))
        let clock = ContinuousClock()
        let began = clock.now
        let measuring = WatchStage(plan: plan, stage: watch, settings: settings, progress: session.progress)
        do throws(MeasuringError) {
            let after = try await measuring.after { windows in
                let seen = StageRun(.watch(before + windows), common: run.common)
                let result = judge(seen, of: watch, in: plan.pipeline, after: [])
                return result.verdict == .violation
            }
            run.observed = .watch(before + after)
        } catch {
            run.common.failure = error.inconclusive
        }
        run.common.seconds = (clock.now - began) / .seconds(1)
        return run
    }

    private func holds(_ watch: Stage?) -> Bool {
        guard let watch, case .watch(let settings) = watch.kind else { return false }
        return settings.onInconclusive == .hold
    }

    /// What is deployed, and what a rollback goes back to.
    private func keepBoth() throws(GitError) {
        let repository = try Repository(discoverFrom: session.directory)
        for revision in [plan.candidate, plan.baseline] { try keep(revision.commit, in: repository) }
    }
}
