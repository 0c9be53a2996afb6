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
    let session: Session
    let record: DecisionRecord
    let stage: Stage
    let approved: LogEntry
    let evidence: Evidence

    /// Everything after `deploy-started` ends in `deployed`, in a rollback, or in a hold; all of it is in the log.
    func run() async throws -> GateReport {
        var evidence = evidence
        let watch = plan.pipeline.stage(.watch)
        let before: [WatchWindow]
        do throws(MeasuringError) {
            before = try await windowsBefore(watch)
        } catch {
            return try undeployed(error.inconclusive, evidence)
        }
        if let watch, let why = whyIncomparable(before, for: watch) {
            return try undeployed(why, evidence)
        }
        let fingerprint = await RollbackRun(record: record, session: session).fingerprint()
        try keepBoth()
        var entries = [approved, try record.append(.deployStarted)]
        evidence.add(await deploy(), of: stage, in: plan.pipeline)
        if evidence.results.last?.verdict == .pass, let watch {
            evidence.add(await watched(watch, after: before), of: watch, in: plan.pipeline)
        }
        let verdict = verdict(of: evidence.results, for: plan.pipeline.stages)
        if verdict == .pass {
            entries.append(try record.append(.deployed, evidence: evidence))
            return GateReport(plan: plan, results: evidence.results, entries: entries, outcome: .deployed)
        }
        entries.append(contentsOf: recorded(.block, evidence))
        if case .inconclusive(let why) = verdict, holds(watch) {
            return GateReport(plan: plan, results: evidence.results, entries: entries, outcome: .held(why))
        }
        let (outcome, added) = await RollbackRun(record: record, session: session).back(
            from: plan.candidate, to: plan.baseline, fingerprintBefore: fingerprint, reason: nil)
        return GateReport(
            plan: plan, results: evidence.results, entries: entries + added, outcome: outcome)
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
    private func undeployed(_ why: Inconclusive, _ evidence: Evidence) throws -> GateReport {
        var evidence = evidence
        var run = StageRun(stage: .deploy)
        run.failure = why
        evidence.add(run, of: stage, in: plan.pipeline)
        let entry = try record.append(.block, evidence: evidence)
        return GateReport(
            plan: plan, results: evidence.results, entries: [approved, entry], outcome: .inconclusive(why))
    }

    /// Runs the declared command from the candidate's checkout; what it leaves running on purpose lives on.
    private func deploy() async -> StageRun {
        var run = StageRun(stage: .deploy)
        guard case .deploy(let settings) = stage.kind else { return run }
        session.progress(Progress(stage: .deploy, text: "begins: \(settings.run)", begins: true))
        let names = settings.environment + settings.secrets
        do {
            let directory = try TemporaryDirectory(prefix: "pawl-deploy-")
            let checkout = directory.path + "/checkout"
            try Repository(discoverFrom: session.directory).export(
                commit: plan.candidate.commit, to: checkout)
            try makeDirectory(directory.path + "/home")
            var variables = session.caller.base(home: directory.path + "/home")
            variables.merge(session.caller.named(names)) { _, named in named }
            variables["PAWL_REVISION"] = plan.candidate.commit.hex
            variables["PAWL_FROM"] = plan.baseline.commit.hex
            variables["PAWL_ENVIRONMENT"] = plan.environment
            variables["PAWL_RUN"] = session.context.run
            let result = try await Processes.run(
                Command(
                    settings.run.line, directory: checkout, environment: variables, timeout: settings.within,
                    keepsRunning: true, masks: session.caller.values(of: settings.secrets)))
            try directory.remove()
            let output = (result.output.text + result.errorOutput.text).suffix(2000)
            run.deploy = DeployRun(
                end: "\(result.end)", succeeded: result.end == .exited(0), output: String(output))
            run.seconds = result.seconds
        } catch {
            run.deploy = DeployRun(end: "not started", succeeded: false, output: "\(error)")
        }
        return run
    }

    private func watched(_ watch: Stage, after before: [WatchWindow]) async -> StageRun {
        var run = StageRun(stage: .watch)
        run.windows = before
        guard case .watch(let settings) = watch.kind else { return run }
        session.progress(Progress(stage: .watch, text: "begins: after the deploy", begins: true))
        let clock = ContinuousClock()
        let began = clock.now
        let measuring = WatchStage(plan: plan, stage: watch, settings: settings, progress: session.progress)
        do throws(MeasuringError) {
            run.windows += try await measuring.after { windows in
                var seen = run
                seen.windows += windows
                let result = judge(seen, of: watch, in: plan.pipeline, after: [])
                return result.verdict == .violation
            }
        } catch {
            run.failure = error.inconclusive
        }
        run.seconds = (clock.now - began) / .seconds(1)
        return run
    }

    private func holds(_ watch: Stage?) -> Bool {
        guard let watch, case .watch(let settings) = watch.kind else { return false }
        return settings.onInconclusive == .hold
    }

    /// A log that cannot be written must not keep a rollback from running: the failure is said and the way goes on.
    private func recorded(_ kind: Decision.Kind, _ evidence: Evidence) -> [LogEntry] {
        do {
            return [try record.append(kind, evidence: evidence)]
        } catch {
            session.say("the decision could not be recorded, rolling back all the same: \(error)")
            return []
        }
    }

    /// What is deployed, and what a rollback goes back to.
    private func keepBoth() throws(GitError) {
        let repository = try Repository(discoverFrom: session.directory)
        for revision in [plan.candidate, plan.baseline] { try keep(revision.commit, in: repository) }
    }
}
