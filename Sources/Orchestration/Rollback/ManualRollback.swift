import DecisionLog
package import GateModel
import Git
import Rollback

/// A rollback that a person asks for.
package struct RollbackRequest: Sendable {
    package let pipeline: String
    package let environment: String
    /// A revision as git names it; nil: the one before what runs.
    package let to: String?
    /// Recorded; lets a rollback go where nothing was deployed before.
    package let reason: String?

    package init(pipeline: String, environment: String, to: String?, reason: String?) {
        self.pipeline = pipeline
        self.environment = environment
        self.to = to
        self.reason = reason
    }

    /// With a target and a reason it runs whenever scripts can be run: what is missing beside them is said.
    package var insists: Bool { to != nil && reason != nil }
}

/// Where a rollback by hand goes, and by which steps.
package enum ManualRollback: Sendable {
    case ready(RollbackPlan, Target)
    /// Nothing ran here before what runs now, and nothing was begun: there is nothing to undo.
    case nothing(running: Revision)
    /// What is to be undone cannot be, and why: a script is missing, or a commit cannot be read.
    case impossible(String)

    /// Finds out what runs and where to go back to; runs nothing but `deployed:`.
    ///
    /// - Throws: where it is refused, or the log cannot be read.
    package init(_ request: RollbackRequest, in session: CommandContext) async throws {
        let repository = try Repository(discoverFrom: session.directory)
        let origin = try await RollbackOrigin(request, in: session)
        guard let to = try Self.destination(request, origin, in: repository) else {
            self = .nothing(running: origin.revision)
            return
        }
        guard let settings = origin.file.pipeline.rollback else {
            throw OrchestrationError.noRollback(pipeline: origin.file.pipeline.name)
        }
        let target = Target(
            pipeline: origin.file.pipeline, source: origin.file.source, environment: request.environment,
            from: origin.revision, to: to)
        do {
            self = .ready(
                try planRollback(from: target.from, to: to, settings: settings, in: repository), target)
        } catch {
            self = .impossible("\(error)")
        }
    }

    /// Nil where there is none, and nobody named one.
    private static func destination(
        _ request: RollbackRequest, _ origin: RollbackOrigin, in repository: borrowing Repository
    ) throws -> Revision? {
        let history = origin.history
        let to: Revision
        if let name = request.to {
            to = try revision(name, in: repository)
        } else if let target = history.rollbackTargets.first {
            to = target
        } else {
            return nil
        }
        guard request.reason == nil else { return to }
        if to.commit == origin.revision.commit {
            throw OrchestrationError.alreadyRunning(to.commit, environment: request.environment)
        }
        guard history.everRan.contains(to.commit) else {
            throw OrchestrationError.neverRan(to.commit, environment: request.environment)
        }
        return to
    }

    /// Plans once no other run is in progress, runs the plan and records it.
    ///
    /// - Throws: where it is refused, with nothing run.
    package static func run(
        _ request: RollbackRequest, in session: CommandContext
    ) async throws -> ManualRollbackReport {
        let key = request.insists ? session.key : try session.trustedKey()
        let lock = try EnvironmentLock(
            of: request.environment, request.pipeline, for: "rollback", in: session,
            insists: request.insists)
        defer { lock.release() }
        await session.shareWithoutWaiting(request.environment, for: request.pipeline)
        switch try await ManualRollback(request, in: session) {
        case .nothing(let running): return ManualRollbackReport(.nothing(running: running))
        case .impossible(let why): return ManualRollbackReport(.end(.impossible(why)))
        case .ready(let plan, let target):
            if let key, !request.insists {
                try session.check(
                    key, writes: [.rollbackStarted, .rolledBack], of: target.source, in: target.environment)
            }
            keep(plan.to, in: session)
            let record = DecisionRecord(target: target, session: session, key: key)
            let (end, recorded) = await RecordedRollback(plan, in: record).run(reason: request.reason)
            await session.sendPending(of: request.environment)
            session.verifyLogAgain(of: request.environment)
            return ManualRollbackReport(.end(end), problems: recorded.problems)
        }
    }

    /// So that nothing prunes what is going to run; a rollback goes on without.
    private static func keep(_ revision: Revision, in session: CommandContext) {
        do throws(GitError) {
            try Orchestration.keep(revision.commit, in: Repository(discoverFrom: session.directory))
        } catch {
            session.say(
                "going back, but \(revision.commit.short) could not be kept from being pruned: \(error)")
        }
    }
}

/// What came of a rollback by hand.
package struct ManualRollbackReport: Sendable {
    package let outcome: Outcome
    /// What could not be recorded.
    package let problems: [String]

    package enum Outcome: Sendable {
        case nothing(running: Revision)
        case end(RollbackEnd)
    }

    init(_ outcome: Outcome, problems: [String] = []) {
        self.outcome = outcome
        self.problems = problems
    }
}
