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
}

/// What a rollback by hand is going to do.
package struct RollbackByHand: Sendable {
    package let plan: RollbackPlan
    private let gatePlan: Plan
    private let session: Session

    /// Finds out what runs and where to go back to; runs nothing.
    ///
    /// What runs is the candidate of a deploy that never ended, else what `deployed:` prints, else what the log says.
    package init(_ request: RollbackRequest, in session: Session) async throws {
        let repository = try Repository(discoverFrom: session.directory)
        let state = try RollbackByHand.state(request, in: session)
        let from: Revision
        if let known = (state.openRollback ?? state.openDeploy)?.decision.candidate ?? state.running {
            from = known
        } else {
            from = try revision(try await RollbackByHand.deployed(request, in: session), in: repository)
        }
        let (pipeline, source) = try readPipeline(request.pipeline, at: from.commit, in: repository)
        guard let settings = pipeline.rollback else {
            throw OrchestrationError.noRollback(pipeline: pipeline.name)
        }
        if state.openRollback == nil, state.openDeploy == nil, let command = settings.deployed {
            let deployed = try await deployedCommit(command, at: from.commit, in: session)
            guard deployed == from.commit.hex else {
                throw OrchestrationError.contradiction(deployed: deployed, log: from.commit)
            }
        }
        let to = try RollbackByHand.target(request, state, from: from, in: repository)
        plan = try planRollback(from: from, to: to, settings: settings, in: repository)
        gatePlan = Plan(
            pipeline: pipeline, source: source, environment: request.environment, baseline: to,
            candidate: from,
            seed: 0, notes: [])
        self.session = session
    }

    /// What the log says, or nothing where it does not verify: with a target and a reason that keeps nobody from going
    /// back. Nothing can be appended to such a log; the run says so.
    private static func state(_ request: RollbackRequest, in session: Session) throws -> EnvironmentState {
        do {
            return EnvironmentState(
                try session.log(of: request.environment).entries(), pipeline: request.pipeline)
        } catch let broken as BrokenEntry {
            guard request.to != nil, request.reason != nil else { throw broken }
            session.say("going back without the log, which does not verify: \(broken)")
            return EnvironmentState([], pipeline: request.pipeline)
        }
    }

    /// What runs where the log does not say it: what the environment says, asked as the target's pipeline declares.
    private static func deployed(_ request: RollbackRequest, in session: Session) async throws -> String {
        let repository = try Repository(discoverFrom: session.directory)
        guard let name = request.to, request.reason != nil else {
            throw OrchestrationError.nothingAdopted(
                pipeline: request.pipeline, environment: request.environment,
                candidate: try repository.resolve("HEAD"))
        }
        let to = try revision(name, in: repository)
        let (pipeline, _) = try readPipeline(request.pipeline, at: to.commit, in: repository)
        guard let command = pipeline.rollback?.deployed else {
            throw OrchestrationError.deployedUnknown(problem: "the pipeline declares no 'rollback.deployed'")
        }
        return try await deployedCommit(command, at: to.commit, in: session)
    }

    private static func target(
        _ request: RollbackRequest, _ state: EnvironmentState, from: Revision,
        in repository: borrowing Repository
    ) throws -> Revision {
        let to: Revision
        if let name = request.to {
            to = try revision(name, in: repository)
        } else if let open = state.openRollback?.decision.rollbackPlan {
            to = open.to
        } else if state.openDeploy != nil, let running = state.running {
            to = running
        } else if let earlier = state.earlierRunning.first {
            to = earlier
        } else {
            throw OrchestrationError.noWayBack(environment: request.environment)
        }
        guard request.reason == nil else { return to }
        if to.commit == from.commit {
            throw OrchestrationError.alreadyRunning(to.commit, environment: request.environment)
        }
        guard state.everRan.contains(to.commit) else {
            throw OrchestrationError.neverRan(to.commit, environment: request.environment)
        }
        return to
    }

    /// Plans once nobody else is at it, runs the plan and records it.
    package static func run(
        _ request: RollbackRequest, in session: Session
    ) async throws -> (GateOutcome, [LogEntry]) {
        let key = try session.trustedKey()
        let lock = try EnvironmentLock(
            of: request.environment, request.pipeline, for: "rollback", in: session)
        defer { lock.release() }
        let rollback = try await RollbackByHand(request, in: session)
        rollback.keepTarget()
        let record = DecisionRecord(plan: rollback.gatePlan, session: session, key: key)
        return await RollbackRun(record: record, session: session).back(
            from: rollback.plan.from, to: rollback.plan.to, fingerprintBefore: nil, reason: request.reason)
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
