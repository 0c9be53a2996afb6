package import DecisionLog
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

/// What a rollback by hand is going to do.
package struct ManualRollback: Sendable {
    package let plan: RollbackPlan
    private let gatePlan: Plan
    private let session: CommandContext

    /// Finds out what runs and where to go back to; runs nothing but `deployed:`.
    package init(_ request: RollbackRequest, in session: CommandContext) async throws {
        let repository = try Repository(discoverFrom: session.directory)
        let origin = try await RollbackOrigin(request, in: session)
        let to = try ManualRollback.target(request, origin, in: repository)
        guard let settings = origin.file.pipeline.rollback else {
            throw OrchestrationError.noRollback(pipeline: origin.file.pipeline.name)
        }
        plan = try planRollback(from: origin.revision, to: to, settings: settings, in: repository)
        gatePlan = Plan(
            pipeline: origin.file.pipeline, map: origin.file.map, source: origin.file.source,
            environment: request.environment, baseline: to,
            candidate: origin.revision, seed: 0, notes: [])
        self.session = session
    }

    private static func target(
        _ request: RollbackRequest, _ origin: RollbackOrigin, in repository: borrowing Repository
    ) throws -> Revision {
        let (history, state) = (origin.history, origin.history.state)
        let to: Revision
        if let name = request.to {
            to = try revision(name, in: repository)
        } else if let open = state.openRollback?.rollback {
            to = open.to
        } else if state.openDeploy != nil, let running = state.running {
            to = running
        } else if let earlier = history.earlierRunning.first {
            to = earlier
        } else {
            throw OrchestrationError.noWayBack(environment: request.environment)
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

    /// Plans once nobody else is at it, runs the plan and records it.
    ///
    /// - Returns: the outcome, the entries, and what could not be recorded.
    package static func run(
        _ request: RollbackRequest, in session: CommandContext
    ) async throws -> (outcome: GateOutcome, entries: [LogEntry], problems: [String]) {
        let key = request.insists ? session.key : try session.trustedKey()
        let lock = try EnvironmentLock(
            of: request.environment, request.pipeline, for: "rollback", in: session,
            insists: request.insists)
        defer { lock.release() }
        let rollback = try await ManualRollback(request, in: session)
        rollback.keepTarget()
        let record = DecisionRecord(plan: rollback.gatePlan, session: session, key: key)
        let (outcome, recorded) = await RecordedRollback(record: record, session: session).back(
            from: rollback.plan.from, to: rollback.plan.to, fingerprintBefore: nil, reason: request.reason)
        session.verifyLogAgain(of: request.environment)
        return (outcome, recorded.entries, recorded.problems)
    }

    /// So that nothing prunes what is going to run; a rollback goes on without.
    private func keepTarget() {
        do throws(GitError) {
            try keep(plan.to.commit, in: Repository(discoverFrom: session.directory))
        } catch {
            session.say(
                "going back, but \(plan.to.commit.short) could not be kept from being pruned: \(error)")
        }
    }
}
