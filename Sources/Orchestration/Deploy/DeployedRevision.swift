import GateModel
import Git
import Measuring
import Processes

/// Refuses when the environment itself contradicts what the log says runs there, before anything is measured: all
/// would be compared with the wrong revision.
///
/// - Throws: ``OrchestrationError/contradiction(deployed:log:pipeline:environment:)``, ``OrchestrationError/deployedUnknown(problem:)``.
func checkDeployed(_ plan: Plan, in session: CommandContext) async throws {
    guard let command = plan.pipeline.rollback?.deployed else { return }
    let deployed = try await deployedCommit(command, at: plan.baseline.commit, in: session)
    guard deployed == plan.baseline.commit else {
        throw OrchestrationError.contradiction(
            deployed: deployed, log: plan.baseline.commit, pipeline: plan.pipeline.name,
            environment: plan.environment)
    }
}

/// What `rollback.deployed` prints: run from the baseline's tree, since it is an instrument.
func deployedCommit(
    _ command: DeclaredCommand, at commit: ObjectID, in session: CommandContext
) async throws -> ObjectID {
    let directory = try TemporaryDirectory(prefix: "pawl-deployed-")
    try Repository(discoverFrom: session.directory).export(commit: commit, to: directory.path + "/checkout")
    try makeDirectory(directory.path + "/home")
    let result = try await run(
        Command(
            command.line, directory: directory.path + "/checkout",
            environment: session.caller.base(home: directory.path + "/home"), timeout: .seconds(60)))
    do throws(FileError) {
        try directory.remove()
    } catch {
        // What it said counts all the same.
        session.say("\(error)")
    }
    if result.end == .cancelled { throw CancellationError() }
    guard result.end == .exited(0) else {
        throw OrchestrationError.deployedUnknown(problem: "it ended with \(result.end)")
    }
    let word = result.output.text.split { $0.isWhitespace }.joined(separator: " ")
    guard let commit = ObjectID(hex: word) else {
        throw OrchestrationError.deployedUnknown(problem: "it printed '\(word.prefix(80))'")
    }
    return commit
}
