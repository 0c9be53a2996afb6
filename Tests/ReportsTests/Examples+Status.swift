import GateModel

extension Examples {
    /// 2026-07-14T09:30:05Z
    static let entryTime: Int64 = 1_784_021_405
    /// Three hours later.
    static let now = entryTime + 10_800

    static func entry(
        _ index: Int, _ kind: Decision.Kind, _ candidate: Revision = candidate,
        signer: String = "ci@example.org",
        actor: String = "anna"
    ) -> RecordedEntry {
        RecordedEntry(
            index: index, leaf: digits("7c4a9e\(index)", 64), kind: kind, candidate: candidate,
            time: entryTime, actor: actor, signer: signer, run: "r-17")
    }

    static let running = RunningRevision(baseline, by: entry(2, .adopted, baseline))

    static func permission(
        _ answer: DeployPermission.Answer, notes: [DeployPermission.Note] = [],
        running: RunningRevision? = running, pipeline: String = "membership"
    ) -> DeployPermission {
        DeployPermission(
            environment: "staging", pipeline: pipeline, commit: candidate.commit, revision: candidate,
            answer: answer, running: running, notes: notes, entries: 12, asOf: entryTime)
    }

    static let host = Decision.Host(cores: 2, kernel: "6.1.0", loadThousandths: 412)

    static func status(
        _ pipelines: [PipelineStatus], remotes: [RemoteLog] = []
    ) -> EnvironmentStatus {
        EnvironmentStatus(
            environment: "staging", reference: "refs/heads/pawl/log/staging", entries: 12,
            last: entry(11, .deployed), remotes: remotes, pipelines: pipelines)
    }

    static func pipelineStatus(
        running: RunningRevision? = RunningRevision(candidate, by: entry(11, .deployed)),
        open: [OpenWork] = [],
        lock: HeldLock? = nil, wayBack: WayBack = .none, approved: RecordedEntry? = nil,
        pipeline: String = "membership"
    ) -> PipelineStatus {
        PipelineStatus(
            pipeline: pipeline, running: running, open: open, lock: lock, wayBack: wayBack, approved: approved
        )
    }
}
