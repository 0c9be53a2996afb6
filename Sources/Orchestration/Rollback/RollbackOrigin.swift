import DecisionLog
import GateModel
import Git

/// Where a rollback by hand starts from: what runs, the pipeline that says how to go back, and what the log knows.
///
/// What runs is the candidate of a deploy that never ended, else what the log says, which `deployed:` must not
/// contradict. Somebody who insists goes on without what cannot be read.
struct RollbackOrigin {
    let history: EnvironmentHistory
    let revision: Revision
    let file: PipelineFile

    /// Runs nothing but `deployed:`.
    init(_ request: RollbackRequest, in session: CommandContext) async throws {
        let repository = try Repository(discoverFrom: session.directory)
        history = try Self.history(request, in: session)
        let state = history.state
        let open = state.openRollback ?? state.openDeploy
        let known: Revision
        if let recorded = history.rollbackOrigin {
            known = recorded
        } else {
            known = try await Self.unrecorded(request, in: session)
        }
        file = try Self.pipeline(request, of: known, in: repository, session)
        if open == nil, state.running != nil, let command = file.pipeline.rollback?.deployed {
            revision = try await Self.confirmed(known, by: command, request, in: session)
        } else {
            revision = known
        }
    }

    /// What the log says, or nothing where it cannot be read: nothing can be appended to it either, which the run says.
    private static func history(_ request: RollbackRequest, in session: CommandContext) throws
        -> EnvironmentHistory
    {
        do {
            return try session.log(of: request.environment).open().history(of: request.pipeline)
        } catch {
            // A name that no environment can have is no fault of the log.
            if case LogError.environmentName = error { throw error }
            guard request.insists else { throw error }
            let fault = error is BrokenEntry ? "does not verify" : "cannot be read"
            session.say("going back without the log, which \(fault): \(error)")
            return EnvironmentHistory()
        }
    }

    /// What runs where the log does not say it: what `deployed:` prints, asked as the target's pipeline declares. Where it
    /// prints nothing, the target itself: then its scripts run, and no change is reverted.
    private static func unrecorded(_ request: RollbackRequest, in session: CommandContext) async throws
        -> Revision
    {
        let repository = try Repository(discoverFrom: session.directory)
        guard let name = request.to, request.insists else {
            throw OrchestrationError.nothingAdopted(
                pipeline: request.pipeline, environment: request.environment,
                log: try LogPlace(of: request.environment, inRepositoryOf: session.directory))
        }
        let to = try Orchestration.revision(name, in: repository)
        let pipeline = try readPipeline(request.pipeline, at: to.commit, in: repository).pipeline
        do {
            guard let command = pipeline.rollback?.deployed else {
                throw OrchestrationError.deployedUnknown(
                    problem: "the pipeline declares no 'rollback.deployed'")
            }
            let deployed = try await deployedCommit(command, at: to.commit, in: session)
            return try Orchestration.revision(deployed.hex, in: repository)
        } catch let error where !(error is CancellationError) {
            session.say("nothing says what runs, so no change is reverted, only redeployed: \(error)")
            return to
        }
    }

    /// The pipeline of what runs; for somebody who insists the target's, where that one cannot be read or knows no way back.
    private static func pipeline(
        _ request: RollbackRequest, of running: Revision, in repository: borrowing Repository,
        _ session: CommandContext
    ) throws -> PipelineFile {
        do {
            let found = try readPipeline(request.pipeline, at: running.commit, in: repository)
            guard found.pipeline.rollback != nil else {
                throw OrchestrationError.noRollback(pipeline: request.pipeline)
            }
            return found
        } catch {
            guard let name = request.to, request.insists else { throw error }
            session.say("going back by the target's pipeline: \(error)")
            let to = try Orchestration.revision(name, in: repository)
            return try readPipeline(request.pipeline, at: to.commit, in: repository)
        }
    }

    /// What the log says runs, where `deployed:` says so too; for somebody who insists, what `deployed:` says.
    private static func confirmed(
        _ known: Revision, by command: DeclaredCommand, _ request: RollbackRequest, in session: CommandContext
    ) async throws -> Revision {
        do {
            let deployed = try await deployedCommit(command, at: known.commit, in: session)
            guard deployed != known.commit else { return known }
            let contradiction = OrchestrationError.contradiction(
                deployed: deployed, log: known.commit, pipeline: request.pipeline,
                environment: request.environment)
            guard request.insists else { throw contradiction }
            session.say("going back from what the environment says: \(contradiction)")
            return try Orchestration.revision(
                deployed.hex, in: Repository(discoverFrom: session.directory))
        } catch let error where !(error is CancellationError) {
            guard request.insists else { throw error }
            session.say("going back from what the log says: \(error)")
            return known
        }
    }
}
