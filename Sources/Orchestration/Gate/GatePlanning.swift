import DecisionLog
package import GateModel
package import Git
import Pipelines
import Rollback
import Stages

/// What to gate, as the command line says it.
package struct GateRequest: Sendable {
    package let pipeline: String
    /// A revision as git names it.
    package let candidate: String
    /// Overrides the pipeline's own environment.
    package let environment: String?
    /// Overrides the random seed, to repeat draws.
    package let seed: UInt64?
    /// Go on after a stage that is not a pass, for information.
    package let keepsGoing: Bool
    /// Why a revision that was rolled back is to be deployed again; nil where nobody says so.
    package let retryReason: String?
    /// Read the pipeline file from the work tree, to try out what is not committed: a plan only.
    package let readsWorkTree: Bool

    package init(
        pipeline: String, candidate: String, environment: String?, seed: UInt64?, keepsGoing: Bool,
        retryReason: String? = nil, readsWorkTree: Bool = false
    ) {
        self.pipeline = pipeline
        self.candidate = candidate
        self.environment = environment
        self.seed = seed
        self.keepsGoing = keepsGoing
        self.retryReason = retryReason
        self.readsWorkTree = readsWorkTree
    }
}

/// Resolves a request to a plan: names to commits, the file in the candidate's tree to a pipeline, the log to a
/// baseline. Runs and records nothing.
package func plan(_ request: GateRequest, in session: CommandContext) throws -> Plan {
    let repository = try Repository(discoverFrom: session.directory)
    let candidate = try revision(request.candidate, in: repository)
    let file = try pipelineFile(of: request, at: candidate.commit, in: repository)
    let (pipeline, source) = (file.pipeline, file.source)
    let environment = request.environment ?? pipeline.environment
    let log = try session.log(of: environment).open()
    try log.checkClock(session.contextNow.time)
    let state = log.state(of: pipeline.name)
    try refuseOpenWork(state, pipeline: pipeline.name, environment: environment)
    guard let baseline = state.running else {
        throw OrchestrationError.nothingAdopted(
            pipeline: pipeline.name, environment: environment,
            log: try LogPlace(of: environment, inRepositoryOf: session.directory))
    }
    // A shallow or partial clone may lack what runs, which is better said now than while it is exported.
    _ = try repository.commit(baseline.commit)
    let inForce = try PipelineInForce(file, against: baseline, in: repository)
    var notes = inForce.notes + planNotes(pipeline)
    if request.readsWorkTree {
        notes.append(
            "the pipeline file is the one in the work tree; a gate reads the candidate's own, from its commit"
        )
    }
    notes += try log.history(of: pipeline.name).rolledBack(candidate).map(rolledBackNote).map { [$0] } ?? []
    let known = try recordedKnowledge(pipeline, source, log, in: session)
    notes += known.notes
    var recordedSeed: UInt64?
    if case .external(let external) = pipeline.subject {
        let reference = try ExternalReference(of: baseline, for: pipeline, log, in: session)
        notes += reference.notes(url: external.url, candidate: candidate)
        recordedSeed = reference.seed
    }
    let lineage = try lineage(
        of: candidate, to: baseline, scripts: pipeline.rollback?.scripts, inForce: inForce, in: repository)
    let blocks = pipeline.deployment != nil && inForce.enforces
    notes = lineage.notes(candidate: candidate, blocks: blocks) + notes
    let wayBack = try wayBack(pipeline, candidate: candidate, baseline: baseline, in: repository)
    notes += wayBack?.planNotes ?? []
    notes += try workTreeNotes(repository)
    let attempt = try attempt(
        at: candidate, from: baseline, by: source, in: log.heads, on: session.context.host.hostClass)
    if attempt > 1 {
        notes.append("attempt \(attempt) at the same revisions: a pass has to be clearer each time")
    }
    let openings = try openings(of: pipeline, source, baseline: baseline, in: repository)
    notes += openings.notes
    let anchor = try anchor(of: file, in: repository, log)
    return Plan(
        pipeline: pipeline, map: file.map, source: source, pipelineChange: inForce.change,
        environment: environment,
        baseline: baseline, candidate: candidate, anchor: anchor,
        wayBack: wayBack, lineage: pipeline.deployment == nil ? nil : lineage,
        deployed: inForce.rollback?.deployed ?? pipeline.rollback?.deployed, attempt: attempt,
        enforces: inForce.enforces,
        noise: known.noise,
        seed: request.seed ?? recordedSeed ?? UInt64.random(in: 0...UInt64(Int64.max)),
        openings: openings.inForce, notes: notes)
}

private func pipelineFile(
    of request: GateRequest, at candidate: ObjectID, in repository: borrowing Repository
) throws -> PipelineFile {
    request.readsWorkTree
        ? try readPipelineInWorkTree(request.pipeline, in: repository)
        : try readPipeline(request.pipeline, at: candidate, in: repository)
}

/// The same with what the log's remote has; where that cannot be had, with what this clone has of it, which is said.
package func planWithRemote(_ request: GateRequest, in session: CommandContext) async throws -> Plan {
    let (environment, declared) = try environment(of: request, in: session)
    do {
        try await session.share(environment, for: request.pipeline, declared: declared)
    } catch let error as RemoteLogError {
        session.say("planned by what this clone has of the log: \(error)")
    }
    return try plan(request, in: session)
}

/// The environment that a request is about, its own or the one that the pipeline file names, and where that file says that the
/// log is shared.
func environment(
    of request: GateRequest, in session: CommandContext
) throws -> (name: String, log: Pipeline.LogSettings?) {
    let repository = try Repository(discoverFrom: session.directory)
    let candidate = try revision(request.candidate, in: repository)
    let pipeline = try pipelineFile(of: request, at: candidate.commit, in: repository).pipeline
    // The log knows which names can be an environment's, and paths are made of them.
    return (try session.log(of: request.environment ?? pipeline.environment).environment, pipeline.log)
}

/// A commit by any name that git knows.
package func revision(_ name: String, in repository: borrowing Repository) throws(GitError) -> Revision {
    let commit = try repository.commit(repository.resolve(name))
    return Revision(commit: commit.id, tree: commit.tree, summary: commit.summary)
}

func refuseOpenWork(_ state: EnvironmentState, pipeline: String, environment: String) throws {
    if state.openRollback != nil {
        throw OrchestrationError.openRollback(pipeline: pipeline, environment: environment)
    }
    if let open = state.openDeploy {
        throw OrchestrationError.openDeploy(
            pipeline: pipeline, environment: environment, candidate: open.candidate.commit)
    }
}

/// Proves, before anything runs, that the way back exists; nil where nothing is deployed.
private func wayBack(
    _ pipeline: Pipeline, candidate: Revision, baseline: Revision, in repository: borrowing Repository
) throws -> RollbackPlan? {
    guard let settings = pipeline.deployment?.rollback else { return nil }
    let doors = try oneWayDoors(
        from: candidate.commit, to: baseline.commit, settings: settings, in: repository)
    guard doors.isEmpty else { throw OrchestrationError.oneWayDoors(doors) }
    return try planRollback(from: candidate, to: baseline, settings: settings, in: repository)
}

extension RollbackPlan {
    fileprivate var planNotes: [String] {
        ["rollback, if it comes to that: \(steps.map(\.action.description).joined(separator: ", "))"]
    }
}

private func workTreeNotes(_ repository: borrowing Repository) throws -> [String] {
    guard !repository.isBare else { return [] }
    let changed = try repository.uncommittedChanges(limit: 4)
    guard let first = changed.first else { return [] }
    let others = changed.count > 1 ? " and others" : ""
    return ["the work tree has uncommitted changes ('\(first)'\(others)); they are not judged, commits are"]
}
