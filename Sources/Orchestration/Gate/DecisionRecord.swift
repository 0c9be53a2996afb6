import DecisionLog
import GateModel

/// Puts the decisions of one run into the log.
struct DecisionRecord: Sendable {
    let target: Target
    let session: CommandContext
    /// Nil only in a rollback that somebody insists on: nothing of it can be recorded then.
    let key: SigningKey?  // nil: see above
    /// Why a revision that was rolled back may be deployed once more; nil where it was not, or nobody said.
    var again: RepeatedDeploy?  // nil: see above

    /// Appends one entry and returns it as it stands in the log; or what has happened waits, where the log's remote is down.
    ///
    /// Whoever lost a race against another machine finds its preconditions checked again: the same baseline, and
    /// nothing open that belongs to another run.
    ///
    /// - Throws: with nothing appended.
    func append(
        _ body: Decision.Body, evidence: Evidence? = nil, reason: String? = nil, isUrgent: Bool = false
    ) async throws -> RecordedDecision {
        guard let key else { throw OrchestrationError.keyMissing }
        let header = Decision.Header(
            environment: target.environment, pipeline: target.source, candidate: target.from,
            baseline: target.to,
            reason: reason ?? (body.isOfTheWayForward ? again?.reason : nil),
            context: session.contextNow, refersTo: body.isOfTheWayForward ? again?.leaves ?? [] : [])
        let decision = Decision(header, body)
        let log = try session.log(of: target.environment)
        do {
            return try await log.record(decision, evidence: evidence, key: key, isUrgent: isUrgent) { log in
                try checkStillValid(log.state(of: target.pipeline.name), body)
            }
        } catch let error as LogError {
            // The entry is there; only this machine's memory of it is not.
            guard case .notRemembered(let index, _) = error else { throw error }
            session.say("\(error)")
            let now = try log.open()
            let heads = try now.heads
            guard heads.indices.contains(index) else { throw error }
            return .entry(try now.entry(of: heads[index]))
        }
    }

    private func checkStillValid(_ state: EnvironmentState, _ body: Decision.Body) throws {
        switch body {
        case .approve, .block, .deployStarted, .deployed, .advice:
            if let open = state.openDeploy ?? state.openRollback,
                open.run != session.context.run
            {
                throw OrchestrationError.anotherRun(owner: open.actor)
            }
            if let running = state.running, running.commit != target.to.commit {
                throw OrchestrationError.anotherRun(owner: "it changed what runs to \(running.commit.short)")
            }
        case .rollbackStarted, .rolledBack, .adopted: break
        }
    }

    /// Why somebody deploys again what was rolled back, with the entry that says so.
    struct RepeatedDeploy: Hashable, Sendable {
        let reason: String
        /// Leaf hashes; none where nothing was rolled back.
        let leaves: [String]
    }
}

extension Decision.Body {
    /// Whether it leads to a deploy, or speaks against it before there is one.
    fileprivate var isOfTheWayForward: Bool {
        switch self {
        case .approve, .block, .deployStarted: true
        case .deployed, .adopted, .rollbackStarted, .rolledBack, .advice: false
        }
    }
}
