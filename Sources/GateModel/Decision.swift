/// What goes into the log: one thing that was decided or done, about one pipeline and environment.
///
/// The log adds index, previous root and origin when it appends.
package struct Decision: Hashable, Sendable {
    package let kind: Kind
    package let environment: String
    package let pipeline: PipelineSource
    /// How that file differs from the one of what runs; nil where it does not, and in entries of no gate.
    package let pipelineChange: PipelineChange?
    package let candidate: Revision
    /// What ran when it was decided; nil only for the first `adopted`.
    package let baseline: Revision?
    package let stages: [StageResult]
    /// The plan of a `rollback-started`.
    package let rollbackPlan: RollbackPlan?
    /// The outcome of a `rolled-back`.
    package let rollback: RollbackReport?
    /// How the judged code was confined, as ``Evidence/isolation`` says it; nil where nothing was measured.
    package let isolation: String?
    /// Why a person did it, in their words.
    package let reason: String?
    package private(set) var context: Context
    /// Leaf hashes of the entries that this one answers, lower-case hexadecimal.
    package let refersTo: [String]

    package init(
        kind: Kind, environment: String, pipeline: PipelineSource, pipelineChange: PipelineChange? = nil,
        candidate: Revision, baseline: Revision?,
        stages: [StageResult] = [], rollbackPlan: RollbackPlan? = nil, rollback: RollbackReport? = nil,
        isolation: String? = nil, reason: String? = nil, context: Context, refersTo: [String] = []
    ) {
        self.kind = kind
        self.environment = environment
        self.pipeline = pipeline
        self.pipelineChange = pipelineChange
        self.candidate = candidate
        self.baseline = baseline
        self.stages = stages
        self.rollbackPlan = rollbackPlan
        self.rollback = rollback
        self.isolation = isolation
        self.reason = reason
        self.context = context
        self.refersTo = refersTo
    }

    /// The same, dated no earlier than the entry before it: times never run backwards along a log.
    package func dated(notBefore time: Int64?) -> Decision {
        guard let time, time > context.time else { return self }
        var dated = self
        dated.context.clockBehind = time - context.time
        dated.context.time = time
        return dated
    }

    package enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        case approve
        case block
        case deployStarted = "deploy-started"
        case deployed
        case adopted
        case rollbackStarted = "rollback-started"
        case rolledBack = "rolled-back"
        /// What would have been decided; nothing follows from it.
        case advice
    }

    /// The pipeline file that was in force, by its bytes.
    package struct PipelineSource: Hashable, Sendable, Codable {
        package let name: String
        package let path: String
        package let blob: ObjectID
        /// Of the file's bytes, lower-case hexadecimal.
        package let sha256: String

        package init(name: String, path: String, blob: ObjectID, sha256: String) {
            self.name = name
            self.path = path
            self.blob = blob
            self.sha256 = sha256
        }
    }

    /// Who decided, when, and on what kind of machine.
    package struct Context: Hashable, Sendable, Codable {
        /// `anna`, or what a CI system says of its run.
        package let actor: String
        package let host: Host
        /// Version of Pawl.
        package let pawl: String
        /// Version of the method of judging.
        package let judging: String
        /// Seconds since 1970, UTC.
        package fileprivate(set) var time: Int64
        /// By how many seconds the writer's own clock was behind ``time``, which is then that of the entry before.
        package fileprivate(set) var clockBehind: Int64
        /// The run's own id, shared by all entries of one gate or rollback.
        package let run: String

        package init(
            actor: String, host: Host, pawl: String, judging: String, time: Int64, clockBehind: Int64 = 0,
            run: String
        ) {
            self.actor = actor
            self.host = host
            self.pawl = pawl
            self.judging = judging
            self.time = time
            self.clockBehind = clockBehind
            self.run = run
        }
    }

    package struct Host: Hashable, Sendable, Codable {
        package let cores: Int
        package let kernel: String
        /// Load average over one minute, in thousandths.
        package let loadThousandths: Int
        /// Nil where the system does not say.
        package let hostClass: HostClass?

        package init(cores: Int, kernel: String, loadThousandths: Int, hostClass: HostClass? = nil) {
            self.cores = cores
            self.kernel = kernel
            self.loadThousandths = loadThousandths
            self.hostClass = hostClass
        }
    }
}
