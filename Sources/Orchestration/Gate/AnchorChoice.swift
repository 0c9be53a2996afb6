import DecisionLog
import GateModel
import Git
import Judging

/// The release that a candidate is held against beside its baseline, with what earlier releases showed against it.
///
/// It stays the same from gate to gate, or small steps would never add up: the one that the newest approval was held
/// against, unless that release was shown to be better and is the anchor from then on. It begins as the newest tag that
/// ran in the environment, or else the oldest revision that did. An adoption begins anew: a person signed for it.
///
/// - Returns: Nil where the pipeline declares no anchor.
func anchor(
    of file: PipelineFile, in repository: borrowing Repository, _ log: VerifiedLog
) throws -> AnchorRun? {
    let pipeline = file.pipeline
    guard let stage = pipeline.stage(.regress), case .regress(let settings) = stage.kind,
        let declared = settings.anchor
    else { return nil }
    let own = try log.heads.filter { $0.pipeline.name == pipeline.name }
    let ran = ranRevisions(own)
    let since = own.lastIndex { $0.kind == .adopted }.map { Array(own[$0...]) } ?? own
    // What was approved and then rolled back was no release.
    let kind: Decision.Kind = pipeline.deployment == nil ? .approve : .deployed
    let approvals = try since.filter { $0.kind == kind }.suffix(mostReleases).compactMap {
        try Approval($0, of: stage, in: log)
    }
    let anchor: Revision
    switch declared {
    case .revision(let name):
        anchor = try revision(name, in: repository)
        guard ran.contains(where: { $0.commit == anchor.commit }) else {
            throw OrchestrationError.anchorNeverRan(
                name: name, commit: anchor.commit, at: file.map["stages/regress/anchor"] ?? stage.position)
        }
    case .lastTag:
        if let newest = approvals.last {
            anchor = newest.moves ? newest.candidate : newest.anchor
        } else {
            let tagged = try newestTag(among: ran, in: repository)
            guard let first = tagged ?? ran.first else { return nil }
            anchor = first
        }
    }
    _ = try repository.commit(anchor.commit)
    return AnchorRun(
        anchor: anchor,
        earlier: approvals.filter { $0.anchor.commit == anchor.commit }.map(\.release))
}

/// More releases than this are not looked back on: an alarm does not wait that long.
private let mostReleases = 200

/// Deployed or adopted, oldest first.
private func ranRevisions(_ heads: [LogHead]) -> [Revision] {
    heads.filter { $0.kind == .deployed || $0.kind == .adopted }.map(\.candidate)
}

/// The revision with a tag that ran last.
private func newestTag(
    among ran: [Revision], in repository: borrowing Repository
) throws -> Revision? {
    var tagged: Set<ObjectID> = []
    for reference in try repository.references(matching: "refs/tags/*") {
        if let commit = try commit(of: reference, in: repository) { tagged.insert(commit) }
    }
    return ran.last { tagged.contains($0.commit) }
}

/// Nil for a tag of something that is no commit.
private func commit(of tag: Reference, in repository: borrowing Repository) throws(GitError) -> ObjectID? {
    do throws(GitError) {
        return try repository.resolve(tag.name)
    } catch {
        if case .unresolved = error { return nil }
        throw error
    }
}

/// An approved release that was held against an anchor.
private struct Approval {
    let candidate: Revision
    let anchor: Revision
    let release: AnchorRelease
    /// It was shown to be better than its anchor.
    let moves: Bool

    /// Nil where no anchor was measured.
    init?(_ head: LogHead, of stage: Stage, in log: VerifiedLog) throws {
        guard let evidence = try log.evidence(of: head),
            let run = evidence.runs.first(where: { $0.stage == .regress }), let measured = run.regress?.anchor
        else { return nil }
        candidate = head.candidate
        anchor = measured.anchor
        release = AnchorRelease(
            commit: candidate.commit, leaf: head.leafHex, estimates: anchorEstimates(run, of: stage))
        moves = movesAnchor(run, of: stage)
    }
}
