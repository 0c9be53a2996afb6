package import GateModel

/// What a log says of an environment, for one pipeline: what runs, what is open, and where one can go back
/// to.
package struct EnvironmentState: Hashable, Sendable {
    /// What the newest deploy that passed, adoption, or verified rollback left running; nil before the first.
    package private(set) var running: Revision?
    /// A started deploy without an end; nil where there is none. A rollback ends it when it is verified.
    package private(set) var openDeploy: LogEntry?  // nil: none is open
    /// A started rollback that was not verified yet; while it is open, an unfinished or failed one included,
    /// nobody knows for sure what runs. Nil where there is none.
    package private(set) var openRollback: LogEntry?  // nil: none is open
    /// All commits that ran at some time.
    package private(set) var everRan: Set<ObjectID> = []
    /// Newest entries of rollbacks by the commit that they left, verified or not, while it does not run again.
    private var left: [ObjectID: LogEntry] = [:]
    /// Deployed or adopted, and not left by a rollback since; the newest last.
    private var stack: [Revision] = []

    /// - Parameter pipeline: its name; entries of others do not count.
    package init(_ entries: [LogEntry], pipeline: String) {
        for entry in entries where entry.decision.pipeline.name == pipeline { take(entry) }
    }

    /// The revisions that ran before what runs now, each once, the newest first: those to go back to.
    package var earlierRunning: [Revision] {
        var seen: Set<ObjectID> = running.map { [$0.commit] } ?? []
        return stack.reversed().filter { seen.insert($0.commit).inserted }
    }

    /// The rollback that left this revision, or another with the same tree; nil where there was none, or where it has been
    /// deployed, adopted or gone back to since.
    package func rolledBack(_ revision: Revision) -> LogEntry? {  // nil: it was not, see above
        left[revision.commit]
            ?? left.values.filter { $0.leftTree == revision.tree }.max { $0.index < $1.index }
    }

    /// Goes on with the next entry, which must be of the same pipeline.
    mutating func take(_ entry: LogEntry) {
        let decision = entry.decision
        switch decision.body {
        case .approve, .block, .advice: break
        case .deployStarted: openDeploy = entry
        case .deployed:
            openDeploy = nil
            ran(decision.candidate)
        case .adopted:
            openDeploy = nil
            openRollback = nil
            ran(decision.candidate)
        case .rollbackStarted: openRollback = entry
        case .rolledBack(let report):
            left[report.plan.from.commit] = entry
            guard report.outcome.isVerified else { break }
            openDeploy = nil
            openRollback = nil
            wentBack(report.plan)
        }
    }

    private mutating func ran(_ revision: Revision) {
        running = revision
        everRan.insert(revision.commit)
        stack.append(revision)
        isBack(revision)
    }

    /// It runs, so that it is no longer left; neither is another commit with its tree.
    private mutating func isBack(_ revision: Revision) {
        left = left.filter { $0.key != revision.commit && $0.value.leftTree != revision.tree }
    }

    /// Back to one that is in the stack, all above it are left; to another one, only where it came from is.
    private mutating func wentBack(_ plan: RollbackPlan) {
        if let index = stack.lastIndex(where: { $0.commit == plan.to.commit }) {
            stack.removeSubrange((index + 1)...)
        } else {
            stack.removeAll { $0.commit == plan.from.commit }
        }
        running = plan.to
        everRan.insert(plan.to.commit)
        isBack(plan.to)
    }
}

extension LogEntry {
    /// The tree that a rollback left.
    fileprivate var leftTree: ObjectID? { decision.rollback?.plan.from.tree }
}
