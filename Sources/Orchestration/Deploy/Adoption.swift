package import DecisionLog
import GateModel
import Git

/// Records that a person says: this commit runs here.
///
/// The pipeline file is read from that commit or, where it is older than its pipeline, from HEAD.
package func adopt(
    _ name: String, pipeline: String, environment: String?, reason: String?, in session: CommandContext
) async throws -> LogEntry {
    let key = try session.trustedKey()
    let repository = try Repository(discoverFrom: session.directory)
    let adopted = try revision(name, in: repository)
    let file = try pipelineInForce(pipeline, adopted: adopted.commit, in: repository)
    let environment = environment ?? file.pipeline.environment
    try session.check(key, writes: [.adopted], of: file.source, in: environment)
    let lock = try EnvironmentLock(of: environment, pipeline, for: "adopt", in: session)
    defer { lock.release() }
    try await session.share(environment, for: pipeline, declared: file.pipeline.log)
    let log = try session.log(of: environment)
    let state = try log.open().state(of: pipeline)
    let decision = Decision(
        Decision.Header(
            environment: environment, pipeline: file.source, candidate: adopted, baseline: state.running,
            reason: reason, context: session.contextNow),
        .adopted)
    try keep(adopted.commit, in: repository)
    switch try await log.record(decision, evidence: nil, key: key, checking: { _ in }) {
    case .entry(let entry): return entry
    case .waiting(_, let why): throw why
    }
}

private func pipelineInForce(
    _ pipeline: String, adopted: ObjectID, in repository: borrowing Repository
) throws -> PipelineFile {
    do {
        return try readPipeline(pipeline, at: adopted, in: repository)
    } catch let missing as OrchestrationError {
        guard case .pipelineMissing = missing else { throw missing }
        return try readPipeline(pipeline, at: try repository.resolve("HEAD"), in: repository)
    }
}
