package import GateModel

/// What the entries about one pipeline say: what ran and by which entry, why something is still open, and what was approved and
/// waits.
package struct PipelineHistory: Hashable, Sendable {
    package private(set) var history = EnvironmentHistory()
    /// The newest entry that says what runs.
    private var runningBy: LogHead?
    /// By which the open deploy did not pass.
    private var blockOfDeploy: LogHead?
    /// By which the open rollback ended without being verified.
    private var endOfRollback: LogHead?
    /// The newest approval of each commit that was neither superseded nor deployed since.
    private var waiting: [ObjectID: LogHead] = [:]

    package init() {}

    package var state: EnvironmentState { history.state }

    package var running: RunningRevision? {
        guard let revision = state.running, let runningBy else { return nil }
        return RunningRevision(revision, by: RecordedEntry(runningBy))
    }

    /// Nil also where no deploy is open.
    package var openDeployBlock: LogHead? { state.openDeploy == nil ? nil : blockOfDeploy }

    /// Nil also where no rollback is open.
    package var openRollbackEnd: LogHead? { state.openRollback == nil ? nil : endOfRollback }

    /// The newest approval in comparison with what runs now that waits to be deployed. Those that were compared with another
    /// revision are out of date.
    package var approved: LogHead? {
        let running = state.running?.commit
        return waiting.values.filter { $0.baseline?.commit == running && $0.candidate.commit != running }
            .max { $0.index < $1.index }
    }

    /// Goes on with the next entry, which must be of the same pipeline.
    package mutating func take(_ head: LogHead) {
        history.take(head)
        switch head.kind {
        case .approve: waiting[head.candidate.commit] = head
        case .block:
            waiting[head.candidate.commit] = nil
            if state.openDeploy?.run == head.run { blockOfDeploy = head }
        case .advice: break
        case .deployStarted:
            waiting[head.candidate.commit] = nil
            blockOfDeploy = nil
        case .deployed, .adopted:
            waiting[head.candidate.commit] = nil
            runningBy = head
        case .rollbackStarted:
            endOfRollback = nil
            leave(head)
        case .rolledBack:
            leave(head)
            if head.rollback?.isVerified == true { runningBy = head } else { endOfRollback = head }
        }
    }

    private mutating func leave(_ head: LogHead) {
        guard let rollback = head.rollback else { return }
        waiting = waiting.filter { !rollback.leaves($0.key, tree: $0.value.candidate.tree) }
    }
}

extension RecordedEntry {
    package init(_ head: LogHead) {
        self.init(
            index: head.index, leaf: head.leafHex, kind: head.kind, candidate: head.candidate,
            time: head.time, actor: head.actor, signer: head.signer, run: head.run)
    }
}
