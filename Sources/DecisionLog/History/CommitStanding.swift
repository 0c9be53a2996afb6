package import GateModel

/// What the entries about one pipeline say of one commit: whether it is approved, and what speaks against it since.
///
/// An approval is of the commit alone. A later `block` of it, and a rollback that left it or another commit with its tree,
/// supersede the approval, until a newer one.
package struct CommitStanding: Hashable, Sendable {
    private let commit: ObjectID
    /// Nil where nobody knows it: then only entries about the commit itself count.
    private let tree: ObjectID?  // nil: see above
    /// The newest.
    private var approval: LogHead?
    /// What has superseded it, or stands without one: the newest.
    private var objection: Objection?
    /// The newest.
    private var advice: LogHead?
    /// The newest approval of another commit with the same tree.
    private var twin: LogHead?
    /// Of its newest deploy.
    private var deployRun: String?

    private enum Objection: Hashable, Sendable {
        case blocked(LogHead, DeployPermission.Block)
        case rolledBack(LogHead, LogHead.Rollback)
    }

    package init(of commit: ObjectID, tree: ObjectID?) {
        self.commit = commit
        self.tree = tree
    }

    /// Goes on with the next entry, which must be of the same pipeline.
    package mutating func take(_ head: LogHead) {
        let isAboutIt = head.candidate.commit == commit
        switch head.kind {
        case .approve:
            if isAboutIt {
                (approval, objection) = (head, nil)
            } else if head.candidate.tree == tree {
                twin = head
            }
        case .block:
            if isAboutIt { objection = .blocked(head, head.run == deployRun ? .deploy : .gate) }
        case .advice:
            if isAboutIt { advice = head }
        case .deployStarted:
            if isAboutIt { deployRun = head.run }
        case .rollbackStarted, .rolledBack:
            if let rollback = head.rollback, rollback.leaves(commit, tree: tree) {
                objection = .rolledBack(head, rollback)
            }
        case .deployed, .adopted: break
        }
    }

    package var answer: DeployPermission.Answer {
        let approved = approval.map(RecordedEntry.init)
        switch objection {
        case .blocked(let head, let when): return .blocked(RecordedEntry(head), when, approved: approved)
        case .rolledBack(let head, let rollback):
            return .rolledBack(
                RecordedEntry(head), left: rollback.from, isVerified: rollback.isVerified, approved: approved)
        case nil: break
        }
        if let approved { return .approved(approved) }
        return advice.map { .adviceOnly(RecordedEntry($0)) } ?? .unknown
    }

    /// What the approval that stands was measured against; nil where none stands.
    var comparedWith: Revision? { objection == nil ? approval?.baseline : nil }

    /// The approval of another commit with the same tree, where this one is not approved.
    var approvedTwin: LogHead? { objection == nil && approval != nil ? nil : twin }
}

extension LogHead.Rollback {
    /// Whether a commit is left by it: the commit itself, or another with its tree. What it goes back to never is.
    func leaves(_ commit: ObjectID, tree: ObjectID?) -> Bool {
        guard to.commit != commit else { return false }
        return from.commit == commit || (from.tree == tree && to.tree != tree)
    }
}
