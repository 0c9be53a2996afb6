import GateModel
import Git
import Rollback

/// How a candidate stands to what runs.
///
/// - Parameter requiresDescent: By the pipeline file in force.
func lineage(
    of candidate: Revision, to running: Revision, _ pipeline: Pipeline, requiresDescent: Bool,
    in repository: borrowing Repository
) throws -> Lineage {
    let lost =
        try pipeline.rollback.map { settings in
            try changesLost(
                by: candidate.commit, from: running.commit, settings: settings, in: repository)
        } ?? []
    return Lineage(
        running: running, relation: try relation(of: candidate, to: running, in: repository),
        lostChanges: lost, requiresDescent: requiresDescent)
}

private func relation(
    of candidate: Revision, to running: Revision, in repository: borrowing Repository
) throws(GitError) -> Lineage.Relation {
    if candidate.commit == running.commit { return .same }
    do throws(GitError) {
        if try repository.isAncestor(running.commit, of: candidate.commit) { return .descendant }
        return try repository.isAncestor(candidate.commit, of: running.commit) ? .ancestor : .diverged
    } catch {
        if case .shallowBoundary = error { return .unknown }
        throw error
    }
}

extension Lineage {
    /// What a person should know before the gate runs.
    ///
    /// - Parameter deploys: Whether the gate would block for it.
    func notes(candidate: Revision, deploys: Bool) -> [String] {
        var notes: [String] = []
        let end = deploys ? "; this blocks" : ""
        if !lostChanges.isEmpty {
            notes.append(
                "the candidate's tree lacks change directories of what runs: \(lostChanges.joined(separator: ", "))\(end)"
            )
        }
        switch relation {
        case .same, .descendant: break
        case .ancestor:
            notes.append(
                "the candidate is older than what runs (\(running.commit.short)); to go back there is 'pawl rollback'"
            )
        case .diverged:
            notes.append(
                "the candidate does not descend from what runs (\(running.commit.short))"
                    + (requiresDescent ? end : "; 'ancestry: noted' lets it through"))
        case .unknown:
            notes.append(
                "this clone has too little history to tell whether the candidate descends from what runs\(end)"
            )
        }
        if relation != .same, candidate.tree == running.tree {
            notes.append("candidate and baseline have the same tree: nothing differs but the commit")
        }
        return notes
    }
}
