package import GateModel
import Git
import Processes

/// Runs a rollback plan step by step, with scripts exported from git objects into a private directory.
package struct RollbackSteps: Sendable {
    private let plan: RollbackPlan
    private let context: RollbackContext

    package init(_ plan: RollbackPlan, _ context: RollbackContext) {
        self.plan = plan
        self.context = context
    }

    /// Runs to the end, to the first step that fails, or to an interrupt between two steps.
    ///
    /// A line is in the journal, on disk, before a step starts and after it ends. Where it cannot be written, on a full
    /// disk, that is said and the steps run all the same: a rollback is not held up by its own record. Cancelling the
    /// task changes nothing: no step is aborted, none left out.
    ///
    /// - Throws: only when nothing was run: the commits could not be exported.
    package func run(fingerprintBefore: String?) async throws -> RollbackReport {
        let clock = ContinuousClock()
        let began = clock.now
        let directory = try openDirectory()
        let runner = ScriptRunner(plan: plan, context: context, directory: directory)
        let journal = openJournal()
        var results: [RollbackReport.StepResult] = []
        var outcome = success
        for step in plan.steps {
            guard !context.isInterrupted() else {
                outcome = .unfinished(step: step.number)
                break
            }
            let result = await perform(step, runner, journal)
            results.append(result)
            guard result.succeeded else {
                outcome = failure(of: step)
                break
            }
        }
        let seconds = (clock.now - began) / .seconds(1)
        var after: String?
        if fingerprintBefore != nil && results.count == plan.steps.count {
            after = await runner.fingerprint()
        }
        remove(directory)
        return RollbackReport(
            plan: plan, results: results, outcome: outcome, seconds: seconds,
            fingerprints: fingerprintBefore.map { RollbackReport.Fingerprints(before: $0, after: after) })
    }

    /// What the environment's state is now, as `to`'s script digests it; nil where there is no such script,
    /// or no digest came of it, which `progress` hears of.
    ///
    /// Before the deploy it gives what ``run(fingerprintBefore:)`` compares with.
    package func fingerprint() async throws -> String? {
        let directory = try openDirectory()
        let runner = ScriptRunner(plan: plan, context: context, directory: directory)
        let digest = await runner.fingerprint()
        remove(directory)
        return digest
    }

    /// Below `TMPDIR`; where there is no room, below another place that is usually there.
    private func openDirectory() throws -> RollbackDirectory {
        var first: (any Error)?
        for place in [nil, "/tmp", "/var/tmp", "/dev/shm"] {
            do {
                let directory = try openDirectory(below: place)
                if let first, let place { context.say("the scripts run below \(place): \(first)") }
                return directory
            } catch {
                first = first ?? error
            }
        }
        guard let first else { preconditionFailure("a place was tried") }
        throw first
    }

    private func openDirectory(below parent: String?) throws -> RollbackDirectory {
        try RollbackDirectory(plan, below: parent, in: Repository(discoverFrom: context.repository))
    }

    /// Nil where none can be kept, which is said.
    private func openJournal() -> Journal? {
        guard let path = context.journal else { return nil }
        do throws(FileError) {
            return try Journal(path, run: context.run)
        } catch {
            context.say("no journal is kept of this rollback: \(error)")
            return nil
        }
    }

    private func perform(
        _ step: RollbackStep, _ runner: ScriptRunner, _ journal: Journal?
    ) async -> RollbackReport.StepResult {
        context.say("rollback, step \(step.number) of \(plan.steps.count): \(step.action)")
        do throws(FileError) {
            try journal?.started(step)
        } catch {
            context.say("step \(step.number) begins and could not be recorded: \(error)")
        }
        let result = await runner.perform(step)
        do throws(FileError) {
            try journal?.ended(step, result)
        } catch {
            context.say("step \(step.number) ended (\(result.end)) and could not be recorded: \(error)")
        }
        return result
    }

    /// Of a plan whose last step verified; one without a step has shown nothing.
    private var success: RollbackReport.Outcome {
        guard plan.steps.last?.action == .verify else { return .notVerified }
        return plan.leftForPeople.isEmpty ? .verified : .cleanUpLeft(plan.leftForPeople)
    }

    private func failure(of step: RollbackStep) -> RollbackReport.Outcome {
        step.action == .verify && step.number == plan.steps.count ? .notVerified : .failed(step: step.number)
    }

    /// What was done counts, whatever became of the files that were needed for it.
    private func remove(_ directory: RollbackDirectory) {
        do throws(FileError) {
            try directory.remove()
        } catch {
            context.say("\(error)")
        }
    }
}
