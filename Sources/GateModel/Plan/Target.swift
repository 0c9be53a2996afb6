/// Where a gate, a rollback or a drill acts, and between which revisions: what each entry of the log says of it.
package struct Target: Hashable, Sendable {
    package let pipeline: Pipeline
    package let source: Decision.PipelineSource
    package let environment: String
    /// The gate's candidate; what a rollback leaves.
    package let from: Revision
    /// The gate's baseline; what a rollback goes back to.
    package let to: Revision

    package init(
        pipeline: Pipeline, source: Decision.PipelineSource, environment: String, from: Revision, to: Revision
    ) {
        self.pipeline = pipeline
        self.source = source
        self.environment = environment
        self.from = from
        self.to = to
    }
}
