import DecisionLog
import GateModel
import Git
import Measuring
import Processes

/// Puts the decisions of one run into the log.
struct DecisionRecord: Sendable {
    let plan: Plan
    let session: Session
    let key: SigningKey

    /// Appends one entry and returns it as it stands in the log.
    ///
    /// Whoever lost a race against another machine finds its preconditions checked again: the same baseline, and
    /// nothing open that belongs to another run.
    func append(
        _ kind: Decision.Kind, evidence: Evidence? = nil, rollbackPlan: RollbackPlan? = nil,
        rollback: RollbackReport? = nil, reason: String? = nil
    ) throws -> LogEntry {
        let decision = Decision(
            kind: kind, environment: plan.environment, pipeline: plan.source, candidate: plan.candidate,
            baseline: plan.baseline, stages: evidence?.results ?? [], rollbackPlan: rollbackPlan,
            rollback: rollback, isolation: evidence?.isolation, reason: reason, context: session.contextNow)
        return try session.log(of: plan.environment).append(decision, evidence: evidence, key: key) {
            entries in
            try self.checkStillValid(EnvironmentState(entries, pipeline: plan.pipeline.name), kind)
        }
    }

    private func checkStillValid(_ state: EnvironmentState, _ kind: Decision.Kind) throws {
        switch kind {
        case .approve, .block, .deployStarted, .deployed:
            if let open = state.openDeploy ?? state.openRollback,
                open.decision.context.run != session.context.run
            {
                throw OrchestrationError.anotherRun(owner: open.decision.context.actor)
            }
            if let running = state.running, running.commit != plan.baseline.commit {
                throw OrchestrationError.anotherRun(owner: "it changed what runs to \(running.commit.short)")
            }
        case .rollbackStarted, .rolledBack, .adopted: break
        }
    }

    /// Refuses when the environment itself contradicts what the log says runs there.
    func checkDeployed(_ plan: Plan) async throws {
        guard plan.pipeline.stage(.deploy) != nil, let command = plan.pipeline.rollback?.deployed else {
            return
        }
        let deployed = try await deployedCommit(command, at: plan.baseline.commit, in: session)
        guard deployed == plan.baseline.commit.hex else {
            throw OrchestrationError.contradiction(deployed: deployed, log: plan.baseline.commit)
        }
    }
}

/// What `rollback.deployed` prints: run from the baseline's tree, since it is an instrument.
func deployedCommit(
    _ command: DeclaredCommand, at commit: ObjectID, in session: Session
) async throws -> String {
    let directory = try TemporaryDirectory(prefix: "pawl-deployed-")
    try Repository(discoverFrom: session.directory).export(commit: commit, to: directory.path + "/checkout")
    try makeDirectory(directory.path + "/home")
    let result = try await run(
        Command(
            command.line, directory: directory.path + "/checkout",
            environment: session.caller.base(home: directory.path + "/home"), timeout: .seconds(60)))
    try directory.remove()
    if result.end == .cancelled { throw CancellationError() }
    guard result.end == .exited(0) else {
        throw OrchestrationError.deployedUnknown(problem: "it ended with \(result.end)")
    }
    let word = result.output.text.split { $0.isWhitespace }.joined(separator: " ")
    guard ObjectID(hex: word) != nil else {
        throw OrchestrationError.deployedUnknown(problem: "it printed '\(word.prefix(80))'")
    }
    return word
}
