package import GateModel
package import Git

/// Plans the way back from `from` (what runs) to `to`, from the trees of the two commits alone.
///
/// The change directories that are in `from` and not in `to` are the ones to revert, newest first. `redeploy` and
/// `verify` come from `to`'s tree (`from`'s where `to` has none), a change's scripts from `from`'s tree.
///
/// - Throws: ``RollbackError`` or `GitError` when a script is missing or a commit cannot be read.
package func planRollback(
    from: Revision, to: Revision, settings: Pipeline.Rollback, in repository: borrowing Repository
) throws -> RollbackPlan {
    let old = try ScriptTree(of: to.commit, directory: settings.scripts, in: repository)
    let new = try ScriptTree(of: from.commit, directory: settings.scripts, in: repository)
    let changes = try changesToRevert(from: new, to: old, in: repository)
    var sequence = StepSequence()
    let before = changes.filter { $0.settings.runsByItself && $0.settings.when == .before }
    let after = changes.filter { $0.settings.runsByItself && $0.settings.when == .after }
    for change in before { try sequence.revert(change, new, in: repository) }
    let redeploy = try (old.has("redeploy") ? old : new).script("redeploy", in: repository)
    let verify = try (old.has("verify") ? old : new).script("verify", in: repository)
    sequence.add(.redeploy, redeploy, timeout: settings.within)
    sequence.add(.verify, verify, timeout: StepSequence.verifyTimeout)
    for change in after { try sequence.revert(change, new, in: repository) }
    if !after.isEmpty { sequence.add(.verify, verify, timeout: StepSequence.verifyTimeout) }
    return RollbackPlan(
        from: from, to: to, steps: sequence.steps,
        leftForPeople: changes.filter { !$0.settings.runsByItself }.map(\.name), budget: settings.within)
}

/// The changes that the way back cannot undo at all: each is a one-way door that must not be passed unseen.
package func oneWayDoors(
    from: ObjectID, to: ObjectID, settings: Pipeline.Rollback, in repository: borrowing Repository
) throws -> [String] {
    let old = try ScriptTree(of: to, directory: settings.scripts, in: repository)
    let new = try ScriptTree(of: from, directory: settings.scripts, in: repository)
    let changes = try changesToRevert(from: new, to: old, in: repository)
    return changes.filter { $0.settings.reversible == .none }.map(\.name)
}

private struct Change {
    let name: String
    let settings: ChangeSettings
}

/// Newest first in topological order, ties by name.
///
/// A directory with the same content under another name is the same change renamed. A directory that no commit
/// between the two brought is older than `to`, whose tree has merely dropped it.
private func changesToRevert(
    from new: ScriptTree, to old: ScriptTree, in repository: borrowing Repository
) throws -> [Change] {
    let kept = Set(old.changes)
    let keptContents = Set(old.changes.filter { !new.changes.contains($0) }.map { old.content(ofChange: $0) })
    let order = try repository.commitsBetween(base: old.commit, tip: new.commit)
    var found: [(rank: Int, name: String)] = []
    for name in new.changes where !kept.contains(name) && !keptContents.contains(new.content(ofChange: name))
    {
        let introduced = try repository.introducingCommit(
            ofDirectory: "\(new.directory)/changes/\(name)", base: old.commit, tip: new.commit)
        guard let introduced, let rank = order.firstIndex(of: introduced) else { continue }
        found.append((rank, name))
    }
    var changes: [Change] = []
    for (_, name) in found.sorted(by: { $0 < $1 }) {
        changes.append(Change(name: name, settings: try new.settings(ofChange: name, in: repository)))
    }
    return changes
}

/// Numbered steps, in the order they are added.
private struct StepSequence {
    static let verifyTimeout = Duration.seconds(120)
    private(set) var steps: [RollbackStep] = []

    mutating func add(
        _ action: RollbackStep.Action, _ script: RollbackStep.Script, applied: RollbackStep.Script? = nil,
        timeout: Duration
    ) {
        steps.append(
            RollbackStep(
                number: steps.count + 1, action: action, script: script, applied: applied, timeout: timeout))
    }

    /// The revert of a change, asked `applied` first where there is such a script, and its own verification.
    mutating func revert(_ change: Change, _ tree: ScriptTree, in repository: borrowing Repository) throws {
        let directory = "changes/\(change.name)"
        let revert = try tree.script("\(directory)/revert", in: repository)
        let applied =
            tree.has("\(directory)/applied") ? try tree.script("\(directory)/applied", in: repository) : nil
        add(.revert(change: change.name), revert, applied: applied, timeout: change.settings.timeout)
        guard tree.has("\(directory)/verify") else { return }
        let verify = try tree.script("\(directory)/verify", in: repository)
        add(.verifyChange(change: change.name), verify, timeout: change.settings.timeout)
    }
}
