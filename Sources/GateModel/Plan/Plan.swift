/// What a gate is going to do: a pipeline with its revisions resolved.
package struct Plan: Hashable, Sendable {
    package let pipeline: Pipeline
    /// Where the values of its file stand.
    package let map: SourceMap
    package let source: Decision.PipelineSource
    /// How that file differs from the one of what runs; nil where it does not.
    package let pipelineChange: PipelineChange?
    package let environment: String
    package let baseline: Revision
    package let candidate: Revision
    /// The release that `regress` also compares with, and what earlier releases showed against it.
    package let anchor: AnchorRun?
    /// From the candidate to the baseline; nil where nothing is deployed.
    package let wayBack: RollbackPlan?
    /// How the candidate stands to what runs; nil where nothing is deployed.
    package let lineage: Lineage?
    /// Prints what runs: as the file of the deployed revision declares it, since the candidate's own is part of what is judged;
    /// nil where nothing can be asked.
    package let deployed: DeclaredCommand?
    /// Which attempt at these two revisions this is, by the same pipeline on the same kind of host, from 1 on.
    package let attempt: Int
    /// Of the baseline's blocks, from earlier gates; nil where there are none to compare with.
    package let noise: RecordedNoise?
    /// Draws inputs and orders.
    package let seed: UInt64
    /// What is opened to the subject's commands: what the candidate's file opens and the deployed revision's does too.
    package let openings: SandboxOpenings
    /// Whether a decision has consequences; false where the file says `enforce: no`, and the one of what runs does not
    /// demand more.
    package let enforces: Bool
    /// What a person should know before it runs: `p99 <= 50ms needs 299 operations, 100 are planned`.
    package let notes: [String]

    package init(
        pipeline: Pipeline, map: SourceMap, source: Decision.PipelineSource,
        pipelineChange: PipelineChange? = nil,
        environment: String, baseline: Revision,
        candidate: Revision, anchor: AnchorRun? = nil, wayBack: RollbackPlan? = nil, lineage: Lineage? = nil,
        deployed: DeclaredCommand? = nil, attempt: Int = 1,
        enforces: Bool = true, noise: RecordedNoise? = nil, seed: UInt64, openings: SandboxOpenings = .none,
        notes: [String]
    ) {
        self.pipeline = pipeline
        self.map = map
        self.source = source
        self.pipelineChange = pipelineChange
        self.environment = environment
        self.baseline = baseline
        self.candidate = candidate
        self.anchor = anchor
        self.wayBack = wayBack
        self.lineage = lineage
        self.deployed = deployed
        self.attempt = attempt
        self.enforces = enforces
        self.noise = noise
        self.seed = seed
        self.openings = openings
        self.notes = notes
    }

    package var target: Target {
        Target(
            pipeline: pipeline, source: source, environment: environment, from: candidate, to: baseline)
    }
}
