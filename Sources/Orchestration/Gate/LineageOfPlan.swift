import GateModel
import Git
import Rollback

/// How a candidate stands to what runs.
///
/// - Parameters:
///   - scripts: The directory of the candidate's rollback scripts; nil where it declares none.
///   - inForce: The pipeline file of what runs.
func lineage(
    of candidate: Revision, to running: Revision, scripts: String?, inForce: PipelineInForce,
    in repository: borrowing Repository
) throws -> Lineage {
    var changes: (lost: [String], edited: [String]) = ([], [])
    if let before = inForce.rollback?.scripts {
        changes = try changesSince(
            (running.commit, before), in: (candidate.commit, scripts ?? before), repository)
    }
    return Lineage(
        running: running, relation: try relation(of: candidate, to: running, in: repository),
        knowsChanges: inForce.isReadable, lostChanges: changes.lost, editedChanges: changes.edited,
        requiresDescent: inForce.requiresDescent)
}

private func relation(
    of candidate: Revision, to running: Revision, in repository: borrowing Repository
) throws(GitError) -> Lineage.Relation {
    if candidate.commit == running.commit { return .same }
    do throws(GitError) {
        if try repository.isAncestor(running.commit, of: candidate.commit) { return .descendant }
        return try repository.isAncestor(candidate.commit, of: running.commit) ? .ancestor : .diverged
    } catch {
        guard case .shallowBoundary = error else { throw error }
        return hasNearAncestor(running.commit, candidate.commit, in: repository) ? .descendant : .unknown
    }
}

/// Whether what runs is named as a parent by the commits that a clone without its whole history has.
private func hasNearAncestor(
    _ ancestor: ObjectID, _ tip: ObjectID, in repository: borrowing Repository
) -> Bool {
    var seen: Set<ObjectID> = []
    var left = [tip]
    while let next = left.popLast() {
        guard seen.insert(next).inserted else { continue }
        do throws(GitError) {
            let parents = try repository.commit(next).parents
            if parents.contains(ancestor) { return true }
            left += parents
        } catch {
            // It is beyond what this clone has.
        }
    }
    return false
}

extension Lineage {
    /// What a person should know before the gate runs.
    ///
    /// - Parameter blocks: Whether a gate would block for what is never let through.
    func notes(candidate: Revision, blocks: Bool) -> [String] {
        var notes: [String] = []
        let end = blocks ? "; this blocks" : ""
        let unlessNoted = requiresDescent ? end : "; 'ancestry: noted' lets it through"
        if !knowsChanges {
            notes.append(
                "the pipeline file of what runs cannot be read, so that its change directories are not known\(end)"
            )
        }
        if !lostChanges.isEmpty {
            notes.append(
                "the candidate's tree lacks change directories of what runs: \(lostChanges.joined(separator: ", "))\(end)"
            )
        }
        if !editedChanges.isEmpty {
            notes.append(
                "the candidate edits change directories of what runs: \(editedChanges.joined(separator: ", "))\(end)"
            )
        }
        switch relation {
        case .same, .descendant: break
        case .ancestor:
            notes.append(
                "the candidate is older than what runs (\(running.commit.short)); to go back there is 'pawl rollback'\(unlessNoted)"
            )
        case .diverged:
            notes.append(
                "the candidate does not descend from what runs (\(running.commit.short))\(unlessNoted)")
        case .unknown:
            notes.append(
                "this clone has too little history to tell whether the candidate descends from what runs\(unlessNoted)"
            )
        }
        if relation != .same, candidate.tree == running.tree {
            notes.append("candidate and baseline have the same tree: nothing differs but the commit")
        }
        return notes
    }
}
