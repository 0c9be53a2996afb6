import DecisionLog
package import GateModel
import Git
import Measuring
import Rollback

/// One rollback, planned once: its scripts are run, and its beginning and its end recorded.
struct RecordedRollback: Sendable {
    private let plan: RollbackPlan
    private let record: DecisionRecord
    private let session: CommandContext

    init(_ plan: RollbackPlan, in record: DecisionRecord) {
        self.plan = plan
        self.record = record
        session = record.session
    }

    /// Goes back, and never waits for the log or the journal: what cannot be recorded is said, and the scripts run all the
    /// same.
    ///
    /// - Parameter fingerprintBefore: The environment's before the deploy; nil where nobody took it.
    func run(fingerprintBefore: String? = nil, reason: String? = nil) async -> (RollbackEnd, Recorded) {
        var recorded = Recorded()
        await recorded.add("rollback-started", in: session) {
            try await record.append(.rollbackStarted(plan), reason: reason)
        }
        do {
            let report = try await RollbackSteps(plan, context).run(fingerprintBefore: fingerprintBefore)
            await recorded.add("rolled-back", in: session) {
                try await record.append(.rolledBack(report), reason: reason)
            }
            return (.ended(report), recorded)
        } catch {
            return (.impossible("\(error)"), recorded)
        }
    }

    /// A digest of the environment's state as it is now, by the script that would bring it back; nil where there is no such
    /// script, or it gives none, which is said.
    func fingerprint() async -> String? {
        do {
            return try await RollbackSteps(plan, context).fingerprint()
        } catch {
            session.say("no fingerprint before the deploy: \(error)")
            return nil
        }
    }

    private var context: RollbackContext {
        let target = record.target
        let (names, secrets) = Self.names(target.pipeline)
        var variables = session.caller.variables(home: "", naming: [])
        // The rollback gives its own, private one, unless the pipeline passes another.
        variables["HOME"] = nil
        variables.merge(session.caller.named(names + secrets)) { _, named in named }
        let seen = session.interrupts()
        let interrupts = session.interrupts
        return RollbackContext(
            repository: session.directory, environmentName: target.environment, run: session.context.run,
            variables: variables, masks: session.caller.values(of: secrets),
            journal: journal, progress: session.progress,
            isInterrupted: { interrupts() > seen })
    }

    /// Nil where there is no place for one, which is said.
    private var journal: String? {
        do {
            let directory = try stateDirectory(session.directory, record.target.environment)
            return "\(directory)/\(record.target.pipeline.name).journal"
        } catch {
            session.say("no journal is kept of this rollback: \(error)")
            return nil
        }
    }

    /// The scripts that bring an environment back get the variables of the command that brought it forward.
    private static func names(_ pipeline: Pipeline) -> (named: [String], secrets: [String]) {
        guard let settings = pipeline.deployment?.settings else { return ([], []) }
        return (settings.environment, settings.secrets)
    }
}

/// What came of a rollback that was to run.
package enum RollbackEnd: Sendable {
    case ended(RollbackReport)
    /// Why it could not even begin.
    case impossible(String)
}

extension GateOutcome {
    init(_ end: RollbackEnd) {
        switch end {
        case .ended(let report): self = .rolledBack(report)
        case .impossible(let why): self = .rollbackImpossible(why)
        }
    }
}
