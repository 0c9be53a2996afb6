/// What a log says of an environment now: what runs, what is open, and how one goes back.
package struct EnvironmentStatus: Hashable, Sendable {
    package let environment: String
    /// Where the log is: `refs/heads/pawl/log/staging`.
    package let reference: String
    /// How many entries the log has.
    package let entries: Int
    package let last: RecordedEntry
    /// Of each remote that a fetch has seen a log of this environment at.
    package let remotes: [RemoteLog]
    /// Sorted by name.
    package let pipelines: [PipelineStatus]

    package init(
        environment: String, reference: String, entries: Int, last: RecordedEntry, remotes: [RemoteLog],
        pipelines: [PipelineStatus]
    ) {
        self.environment = environment
        self.reference = reference
        self.entries = entries
        self.last = last
        self.remotes = remotes
        self.pipelines = pipelines
    }
}

/// A remote's log as the last fetch has seen it, compared with the one here. Nothing of it is verified.
package struct RemoteLog: Hashable, Sendable {
    /// `origin`
    package let remote: String
    package let comparison: Comparison

    package init(remote: String, comparison: Comparison) {
        self.remote = remote
        self.comparison = comparison
    }

    package enum Comparison: Hashable, Sendable {
        case same
        /// It has so many entries that are not here.
        case ahead(Int)
        /// It lacks so many of the entries here.
        case behind(Int)
        /// Each has entries that the other has not.
        case diverged
        /// It could not be compared, and why.
        case unknown(String)
    }
}

/// What a log says of one pipeline in one environment.
package struct PipelineStatus: Hashable, Sendable {
    package let pipeline: String
    /// Nil where nothing was deployed or adopted yet.
    package let running: RunningRevision?
    /// A deploy, a rollback, or both: the deploy stays open until its rollback is verified.
    package let open: [OpenWork]
    /// Whoever holds the environment's lock on this machine; nil where nobody does.
    package let lock: HeldLock?
    package let wayBack: WayBack
    /// The newest approval in comparison with what runs, where it was neither deployed nor superseded.
    package let approved: RecordedEntry?  // nil: none waits

    package init(
        pipeline: String, running: RunningRevision?, open: [OpenWork], lock: HeldLock?, wayBack: WayBack,
        approved: RecordedEntry?  // nil: none waits
    ) {
        self.pipeline = pipeline
        self.running = running
        self.open = open
        self.lock = lock
        self.wayBack = wayBack
        self.approved = approved
    }
}

/// A deploy or rollback that was begun and has not ended.
package struct OpenWork: Hashable, Sendable {
    package let work: Work
    /// That began it; its candidate is what is deployed, or what the rollback leaves.
    package let entry: RecordedEntry
    package let host: Decision.Host

    package init(_ work: Work, entry: RecordedEntry, host: Decision.Host) {
        self.work = work
        self.entry = entry
        self.host = host
    }

    package enum Work: Hashable, Sendable {
        /// - Parameter block: The entry by which it did not pass; nil where there is none.
        case deploy(block: RecordedEntry?)  // nil: it has not failed
        /// - Parameter outcome: Why it has not ended; nil where nothing is recorded of it yet.
        case rollback(to: Revision, outcome: RollbackReport.Outcome?)
    }
}

/// A lock that somebody holds on this machine.
package struct HeldLock: Hashable, Sendable {
    /// As the kernel shows them: `pid 123 (pawl)`.
    package let holders: [String]
    /// What the lock's file says of its owner, which anybody may have written: `pid 123, gate, since …`; may be empty.
    package let record: String
    /// Whether one of the holders runs Pawl; else it is something that a run has left behind.
    package let isPawl: Bool

    package init(holders: [String], record: String, isPawl: Bool) {
        self.holders = holders
        self.record = record
        self.isPawl = isPawl
    }
}

/// What `pawl rollback` without a target would do, as far as it can be told without running anything.
package enum WayBack: Hashable, Sendable {
    /// Nothing runs, or nothing ran before it.
    case none
    /// - Parameter safePoint: The furthest revision back that is reached without leaving a change for people; nil where not even
    ///   the nearest is.
    case planned(RollbackPlan, safePoint: SafePoint?)
    /// What runs declares no rollback.
    case undeclared(to: Revision)
    /// The plan cannot be made here, and why.
    case unplannable(to: Revision, why: String)
}

package struct SafePoint: Hashable, Sendable {
    package let revision: Revision
    /// How many revisions back it is, from 1 on.
    package let revisionsBack: Int
    /// What ran before it was not looked at, or could not be.
    package let mayBeFurther: Bool

    package init(revision: Revision, revisionsBack: Int, mayBeFurther: Bool) {
        self.revision = revision
        self.revisionsBack = revisionsBack
        self.mayBeFurther = mayBeFurther
    }
}
