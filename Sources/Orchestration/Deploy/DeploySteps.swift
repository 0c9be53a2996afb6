import GateModel
import Git
import Judging
import Measuring
import Processes
import Stages

/// From an approved candidate to a deployed and watched one, or back.
struct DeploySteps: Sendable {
    let deployment: Deployment
    let plan: Plan
    let session: CommandContext
    let rollback: RecordedRollback
    /// Kept once the candidate is deployed; nil where the pipeline opens no cache.
    let builds: BuildCaches?

    /// Looks at the environment, makes the deploy ready, and announces it in the log. Until then it throws, with nothing
    /// deployed; from then on ``afterStart(_:_:)`` answers for everything.
    func run(_ approved: DecidedGate) async throws -> GateReport {
        var decided = approved
        let before: [WatchWindow]
        let command: DeployCommand
        do throws(MeasuringError) {
            before = try await windowsBefore()
            command = try readyCommand()
        } catch {
            return try await undeployed(error.inconclusive, decided)
        }
        if let watch, let why = whyIncomparable(before, for: watch.watch.stage) {
            return try await undeployed(why, decided)
        }
        let start = Start(command: command, windows: before, fingerprint: await rollback.fingerprint())
        // From here on a deploy has begun, for whoever reads the log.
        if Task.isCancelled {
            return try await undeployed(Inconclusive(.interrupted, "before the deploy began"), decided)
        }
        try keepBoth()
        try await decided.appendDeployStarted()
        let report = await afterStart(start, decided)
        await session.sendPending(of: plan.environment)
        session.verifyLogAgain(of: plan.environment)
        return report
    }

    private struct Start: Sendable {
        let command: DeployCommand
        /// Watched before the deploy.
        let windows: [WatchWindow]
        let fingerprint: String?
    }

    /// Ends in `deployed`, in a rollback, or in a hold. It throws nothing: the environment may have changed, so whatever
    /// fails is in the log or at least in the report.
    private func afterStart(_ start: Start, _ started: DecidedGate) async -> GateReport {
        var decided = started
        session.progress(
            Progress(stage: .deploy, text: "begins: \(deployment.settings.run)", begins: true))
        decided.add(await start.command.run(), of: deployment.stage)
        if decided.evidence.results.last?.verdict == .pass, let watch {
            decided.add(await watch.after(start.windows), of: watch.watch.stage)
        }
        let verdict = decided.verdict(of: plan.pipeline.stages)
        if verdict == .pass {
            await decided.note("deployed") { .deployed($0) }
            if decided.isRecorded { builds?.keep() }
            return decided.report(.deployed)
        }
        await decided.note("block", isUrgent: true) { .block($0) }
        if case .inconclusive(let why) = verdict, deployment.watch?.settings.onInconclusive == .hold {
            return decided.report(.held(why))
        }
        let (end, recorded) = await rollback.run(fingerprintBefore: start.fingerprint)
        decided.add(recorded)
        return decided.report(GateOutcome(end))
    }

    private var watch: WatchStep? {
        deployment.watch.map { WatchStep(watch: $0, plan: plan, session: session) }
    }

    private func windowsBefore() async throws(MeasuringError) -> [WatchWindow] {
        guard let watch else { return [] }
        return try await watch.before()
    }

    private func readyCommand() throws(MeasuringError) -> DeployCommand {
        do {
            return try DeployCommand(deployment.settings, of: plan.target, asking: plan.deployed, in: session)
        } catch {
            throw MeasuringError(.notEvaluated, "it could not be made ready: \(error)")
        }
    }

    /// Nothing was deployed, so there is nothing to roll back.
    private func undeployed(_ why: Inconclusive, _ approved: DecidedGate) async throws -> GateReport {
        var decided = approved
        decided.add(StageRun(nothingOf: .deploy, failure: why), of: deployment.stage)
        try await decided.append { .block($0) }
        return decided.report(.inconclusive(why))
    }

    /// What is deployed, and what a rollback goes back to.
    private func keepBoth() throws(GitError) {
        let repository = try Repository(discoverFrom: session.directory)
        for revision in [plan.candidate, plan.baseline] { try keep(revision.commit, in: repository) }
    }
}
