import DecisionLog
import GateModel
import Git
import Measuring
import Rollback

/// Runs a rollback and records its beginning and its end.
struct RecordedRollback: Sendable {
    let record: DecisionRecord
    let session: CommandContext

    /// Goes back, and never waits for the log or the journal: what cannot be recorded is said, and the scripts run all the
    /// same.
    func back(
        from: Revision, to: Revision, fingerprintBefore: String?, reason: String?
    ) async -> (GateOutcome, Recorded) {
        var recorded = Recorded()
        guard let settings = record.plan.pipeline.rollback else {
            let why = OrchestrationError.noRollback(pipeline: record.plan.pipeline.name)
            return (.rollbackImpossible("\(why)"), recorded)
        }
        do {
            let repository = try Repository(discoverFrom: session.directory)
            let plan = try planRollback(from: from, to: to, settings: settings, in: repository)
            recorded.add("rollback-started", in: session) {
                try record.append(.rollbackStarted(plan), reason: reason)
            }
            let execution = RollbackSteps(plan, rollbackContext())
            let report = try await execution.run(fingerprintBefore: fingerprintBefore)
            recorded.add("rolled-back", in: session) {
                try record.append(.rolledBack(report), reason: reason)
            }
            return (.rolledBack(report), recorded)
        } catch {
            return (.rollbackImpossible("\(error)"), recorded)
        }
    }

    private func rollbackContext() -> RollbackContext {
        let plan = record.plan
        let (names, secrets) = RecordedRollback.names(plan.pipeline)
        var variables = session.caller.base(home: "")
        // The rollback gives its own, private one, unless the pipeline passes another.
        variables["HOME"] = nil
        variables.merge(session.caller.named(names + secrets)) { _, named in named }
        let seen = session.interrupts()
        let interrupts = session.interrupts
        return RollbackContext(
            repository: session.directory, environmentName: plan.environment, run: session.context.run,
            variables: variables, masks: session.caller.values(of: secrets),
            journal: journal, progress: session.progress,
            isInterrupted: { interrupts() > seen })
    }

    /// Nil where there is no place for one, which is said.
    private var journal: String? {
        do {
            let directory = try stateDirectory(session.directory, record.plan.environment)
            return "\(directory)/\(record.plan.pipeline.name).journal"
        } catch {
            session.say("no journal is kept of this rollback: \(error)")
            return nil
        }
    }

    /// The scripts that bring an environment back get the variables of the command that brought it forward.
    private static func names(_ pipeline: Pipeline) -> (named: [String], secrets: [String]) {
        guard let deploy = pipeline.stage(.deploy), case .deploy(let settings) = deploy.kind else {
            return ([], [])
        }
        return (settings.environment, settings.secrets)
    }

    /// A digest of the environment's state before the deploy, by the scripts that would bring it back; nil where there
    /// is no such script.
    func fingerprint() async -> String? {
        guard let settings = record.plan.pipeline.rollback else { return nil }
        do {
            let plan = try planRollback(
                from: record.plan.candidate, to: record.plan.baseline, settings: settings,
                in: try Repository(discoverFrom: session.directory))
            return try await RollbackSteps(plan, rollbackContext()).fingerprint()
        } catch {
            session.say("no fingerprint before the deploy: \(error)")
            return nil
        }
    }
}
