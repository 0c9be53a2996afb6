package import GateModel

extension DeployPermission {
    /// What a log answers, as a pure function of its entries.
    ///
    /// - Parameters:
    ///   - commit: Need not be in this clone.
    ///   - found: The commit as this clone has it; nil where it lacks it.
    ///   - heads: All of the log.
    /// - Returns: Nil where no entry is about the pipeline.
    package init?(
        of commit: ObjectID, found: Revision?, pipeline: String, environment: String,
        in heads: some BidirectionalCollection<LogHead>
    ) {
        guard let last = heads.last else { return nil }
        let revision = found ?? heads.lazy.compactMap { $0.revision(commit) }.first
        var standing = CommitStanding(of: commit, tree: revision?.tree)
        var history = PipelineHistory()
        var isKnown = false
        for head in heads where head.pipeline.name == pipeline {
            standing.take(head)
            history.take(head)
            isKnown = true
        }
        guard isKnown else { return nil }
        let answer = standing.answer.unlessOccupied(history.state, commit)
        let running = history.running
        var notes: [Note] = found == nil ? [.absent] : []
        if let twin = standing.approvedTwin { notes.append(.twinApproved(RecordedEntry(twin))) }
        if let baseline = standing.comparedWith, let runs = running?.revision.commit,
            baseline.commit != runs, commit != runs
        {
            notes.append(.comparedWith(baseline))
        }
        if let open = history.state.openRollback ?? history.state.openDeploy {
            notes.append(.open(RecordedEntry(open)))
        }
        self.init(
            environment: environment, pipeline: pipeline, commit: commit, revision: revision, answer: answer,
            running: running, notes: notes, entries: heads.count, asOf: last.time)
    }
}

extension DeployPermission.Answer {
    /// The same, unless something of another revision is open. An open deploy is no obstacle to its own candidate, nor an open rollback
    /// to what it goes back to: their scripts may ask too.
    fileprivate func unlessOccupied(_ state: EnvironmentState, _ commit: ObjectID) -> Self {
        guard case .approved(let entry) = self, let open = state.openRollback ?? state.openDeploy else {
            return self
        }
        let own = state.openRollback != nil ? open.rollback?.to : open.candidate
        return own?.commit == commit ? self : .occupied(entry, by: RecordedEntry(open))
    }
}

extension LogHead {
    /// The revision of a commit, where this entry names it.
    fileprivate func revision(_ commit: ObjectID) -> Revision? {
        [candidate, baseline, rollback?.from, rollback?.to].compactMap { $0 }.first { $0.commit == commit }
    }
}
