package import GateModel

/// What ran in an environment since the log began, for one pipeline, and where one can go back to.
package struct EnvironmentHistory: Hashable, Sendable {
    /// What runs and what is open now.
    package private(set) var state = EnvironmentState()
    /// All commits that ran at some time.
    package private(set) var everRan: Set<ObjectID> = []
    /// Newest entries of rollbacks by the commit that they left, verified or not, while it does not run again.
    private var left: [ObjectID: LogHead] = [:]
    /// Deployed or adopted, and not left by a rollback since; the newest last.
    private var stack: [Revision] = []

    package init() {}

    /// - Parameter pipeline: its name; entries of others do not count.
    package init(_ heads: some Sequence<LogHead>, pipeline: String) {
        for head in heads where head.pipeline.name == pipeline { take(head) }
    }

    /// The revisions that ran before what runs now, each once, the newest first: those to go back to.
    package var earlierRunning: [Revision] {
        var seen: Set<ObjectID> = state.running.map { [$0.commit] } ?? []
        return stack.reversed().filter { seen.insert($0.commit).inserted }
    }

    /// What a rollback leaves: the candidate of what is open, else what runs; nil where nothing ran yet.
    package var rollbackOrigin: Revision? {
        (state.openRollback ?? state.openDeploy)?.candidate ?? state.running
    }

    /// The revisions that a rollback may go to, each once, the nearest first. Where none is named it goes to the first of
    /// them: where an open rollback goes, what ran before an open deploy, else what ran before what runs.
    package var rollbackTargets: [Revision] {
        if let open = state.openRollback?.rollback {
            let further = earlierRunning.drop { $0.commit != open.to.commit }.dropFirst()
            let isRunning = open.to.commit == state.running?.commit
            return [open.to] + (isRunning ? earlierRunning[...] : further)
        }
        if state.openDeploy != nil, let running = state.running { return [running] + earlierRunning }
        return earlierRunning
    }

    /// The rollback that left this revision, or another with the same tree; nil where there was none, or where it has been
    /// deployed, adopted or gone back to since.
    package func rolledBack(_ revision: Revision) -> LogHead? {  // nil: it was not, see above
        left[revision.commit]
            ?? left.values.filter { $0.leftTree == revision.tree }.max { $0.index < $1.index }
    }

    /// Goes on with the next entry, which must be of the same pipeline.
    package mutating func take(_ head: LogHead) {
        state.take(head)
        switch head.kind {
        case .approve, .block, .advice, .deployStarted, .rollbackStarted: break
        case .deployed, .adopted: ran(head.candidate)
        case .rolledBack:
            guard let rollback = head.rollback else { break }
            left[rollback.from.commit] = head
            if rollback.isVerified { wentBack(rollback) }
        }
    }

    private mutating func ran(_ revision: Revision) {
        everRan.insert(revision.commit)
        stack.append(revision)
        isBack(revision)
    }

    /// It runs, so that it is no longer left; neither is another commit with its tree.
    private mutating func isBack(_ revision: Revision) {
        left = left.filter { $0.key != revision.commit && $0.value.leftTree != revision.tree }
    }

    /// Back to one that is in the stack, all above it are left; to another one, only where it came from is.
    private mutating func wentBack(_ rollback: LogHead.Rollback) {
        if let index = stack.lastIndex(where: { $0.commit == rollback.to.commit }) {
            stack.removeSubrange((index + 1)...)
        } else {
            stack.removeAll { $0.commit == rollback.from.commit }
        }
        everRan.insert(rollback.to.commit)
        isBack(rollback.to)
    }
}

extension LogHead {
    /// The tree that a rollback left.
    fileprivate var leftTree: ObjectID? { rollback?.from.tree }
}
