package import GateModel
package import Git

/// Plans the way back from `from` (what runs) to `to`, from git objects alone.
///
/// The change directories that are in `from` and not in `to` are the ones to revert, newest first. `redeploy`
/// and `verify` come from `to`'s tree (`from`'s where `to` has none), a change's scripts from `from`'s tree.
///
/// - Throws: ``RollbackError``, or `GitError` when a commit cannot be read.
package func planRollback(
    from: Revision, to: Revision, settings: Pipeline.Rollback, in repository: borrowing Repository
) throws -> RollbackPlan {
    let old = try ScriptTree(of: to.commit, directory: settings.scripts, in: repository)
    let new = try ScriptTree(of: from.commit, directory: settings.scripts, in: repository)
    let changes = try changes(from: new, to: old, in: repository)
    let reverts = changes.filter(\.settings.runsByItself)
    let before = reverts.filter { $0.settings.when == .before }
    let after = reverts.filter { $0.settings.when == .after }
    let redeploy = try (old.has("redeploy") ? old : new).script("redeploy", in: repository)
    let verify = try (old.has("verify") ? old : new).script("verify", in: repository)

    var sequence = StepSequence()
    for change in before { try sequence.revert(change, new, in: repository) }
    sequence.add(.redeploy, redeploy, timeout: settings.within)
    sequence.add(.verify, verify, timeout: StepSequence.verifyTimeout)
    for change in after { try sequence.revert(change, new, in: repository) }
    if !after.isEmpty { sequence.add(.verify, verify, timeout: StepSequence.verifyTimeout) }
    return RollbackPlan(
        from: from, to: to, steps: sequence.steps,
        leftForPeople: changes.filter { !$0.settings.runsByItself }.map(\.name), budget: settings.within)
}

/// The changes that the way back cannot undo at all: each is a one-way door that must not be passed unseen.
///
/// - Throws: as ``planRollback(from:to:settings:in:)``, and also where a change that is left for people has
///   no executable `revert` for them to run: a rollback goes on without it, a gate need not.
package func oneWayDoors(
    from: ObjectID, to: ObjectID, settings: Pipeline.Rollback, in repository: borrowing Repository
) throws -> [String] {
    let old = try ScriptTree(of: to, directory: settings.scripts, in: repository)
    let new = try ScriptTree(of: from, directory: settings.scripts, in: repository)
    let changes = try changes(from: new, to: old, in: repository)
    for change in changes where change.settings.reversible != .none {
        _ = try new.script("changes/\(change.name)/revert", in: repository)
    }
    return changes.filter { $0.settings.reversible == .none }.map(\.name)
}

private struct Change {
    let name: String
    let settings: ChangeSettings
}

private func changes(
    from new: ScriptTree, to old: ScriptTree, in repository: borrowing Repository
) throws -> [Change] {
    var changes: [Change] = []
    for name in try changesToRevert(from: new, to: old, in: repository) {
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
