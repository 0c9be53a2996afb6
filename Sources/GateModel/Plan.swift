/// What a gate is going to do: a pipeline with its revisions resolved.
package struct Plan: Hashable, Sendable {
    package let pipeline: Pipeline
    package let source: Decision.PipelineSource
    package let environment: String
    package let baseline: Revision
    package let candidate: Revision
    /// The release that `regress` also compares with, and what earlier releases showed against it.
    package let anchor: AnchorRun?
    /// How many changes a rollback to the baseline undoes before the baseline comes back: all of them, or 0 where any
    /// is left for later.
    package let revertsFirst: Int
    /// Which attempt at these two revisions this is, by the same pipeline on the same kind of host, from 1 on.
    package let attempt: Int
    /// Of the baseline's blocks, from earlier gates; nil where there are none to compare with.
    package let noise: RecordedNoise?
    /// Draws inputs and orders.
    package let seed: UInt64
    /// What a person should know before it runs: `p99 <= 50ms needs 299 operations, 100 are planned`.
    package let notes: [String]

    package init(
        pipeline: Pipeline, source: Decision.PipelineSource, environment: String, baseline: Revision,
        candidate: Revision, anchor: AnchorRun? = nil, revertsFirst: Int = 0, attempt: Int = 1,
        noise: RecordedNoise? = nil, seed: UInt64, notes: [String]
    ) {
        self.pipeline = pipeline
        self.source = source
        self.environment = environment
        self.baseline = baseline
        self.candidate = candidate
        self.anchor = anchor
        self.revertsFirst = revertsFirst
        self.attempt = attempt
        self.noise = noise
        self.seed = seed
        self.notes = notes
    }
}
