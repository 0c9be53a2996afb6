import DecisionLog
import GateModel
import Git
import Measuring
import Rollback

/// Runs a rollback and records its beginning and its end.
struct RollbackRun: Sendable {
    let record: DecisionRecord
    let session: Session

    /// Goes back, and never waits for the log: what cannot be recorded is said, and the scripts run all the same.
    func back(
        from: Revision, to: Revision, fingerprintBefore: String?, reason: String?
    ) async -> (GateOutcome, [LogEntry]) {
        guard let settings = record.plan.pipeline.rollback else {
            return (
                .rollbackImpossible("\(OrchestrationError.noRollback(pipeline: record.plan.pipeline.name))"),
                []
            )
        }
        var entries: [LogEntry] = []
        do {
            let repository = try Repository(discoverFrom: session.directory)
            let plan = try planRollback(from: from, to: to, settings: settings, in: repository)
            entries += recorded { try record.append(.rollbackStarted, rollbackPlan: plan, reason: reason) }
            let execution = RollbackExecution(plan, try surroundings())
            let report = try await execution.run(fingerprintBefore: fingerprintBefore)
            entries += recorded { try record.append(.rolledBack, rollback: report, reason: reason) }
            return (.rolledBack(report), entries)
        } catch {
            return (.rollbackImpossible("\(error)"), entries)
        }
    }

    private func recorded(_ append: () throws -> LogEntry) -> [LogEntry] {
        do {
            return [try append()]
        } catch {
            session.say("could not be recorded, going on all the same: \(error)")
            return []
        }
    }

    private func surroundings() throws -> RollbackExecution.Surroundings {
        let plan = record.plan
        let (names, secrets) = RollbackRun.names(plan.pipeline)
        var variables = session.caller.base(home: "")
        // The rollback gives its own, private one, unless the pipeline passes another.
        variables["HOME"] = nil
        variables.merge(session.caller.named(names + secrets)) { _, named in named }
        let seen = session.interrupts()
        let interrupts = session.interrupts
        let directory = try stateDirectory(session.directory, plan.environment)
        return RollbackExecution.Surroundings(
            repository: session.directory, environmentName: plan.environment, run: session.context.run,
            variables: variables, masks: session.caller.values(of: secrets),
            journal: "\(directory)/\(plan.pipeline.name).journal", progress: session.progress,
            isInterrupted: { interrupts() > seen })
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
            return try await RollbackExecution(plan, try surroundings()).fingerprint()
        } catch {
            session.say("no fingerprint before the deploy: \(error)")
            return nil
        }
    }
}
