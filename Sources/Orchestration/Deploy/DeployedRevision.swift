package import GateModel
import Git
import Measuring
import Processes
import Rollback
import Stages

/// Refuses when the environment itself contradicts what the log says runs there, before anything is measured: all
/// would be compared with the wrong revision.
///
/// - Throws: ``OrchestrationError/contradiction(deployed:log:pipeline:environment:)``, ``OrchestrationError/deployedUnknown(problem:)``.
func checkDeployed(_ plan: Plan, in session: CommandContext) async throws {
    guard let command = plan.deployed else { return }
    let deployed = try await deployedCommit(command, at: plan.baseline.commit, in: session)
    guard deployed == plan.baseline.commit else {
        throw OrchestrationError.contradiction(
            deployed: deployed, log: plan.baseline.commit, pipeline: plan.pipeline.name,
            environment: plan.environment)
    }
}

/// What a gate would stop for, since the environment itself contradicts the log; nil where it does not, or nothing can be asked.
package func deployedNote(of plan: Plan, in session: CommandContext) async -> String? {
    do {
        try await checkDeployed(plan, in: session)
        return nil
    } catch OrchestrationError.contradiction(let deployed, let log, _, let environment) {
        return
            "\(environment) says that \(deployed.short) runs, and the log says \(log.short): a gate stops there"
    } catch OrchestrationError.deployedUnknown(let problem) {
        return "\(plan.environment) does not say what runs (\(problem)): a gate stops there"
    } catch {
        return "what runs in \(plan.environment) could not be asked: \("\(error)".prefix { $0 != "\n" })"
    }
}

/// Refuses when the environment that a deploy is watched in does not answer before it, and before anything is measured: nothing
/// that came after the deploy could be held against that, and whatever made it silent is no matter of the candidate.
///
/// - Throws: ``OrchestrationError/environmentSilent(url:reason:)``.
func checkAnswers(_ plan: Plan) async throws(OrchestrationError) {
    guard plan.enforces, let watch = plan.pipeline.deployment?.watch,
        let reason = await silence(ofURL: watch.settings.url),
        !Task.isCancelled
    else { return }
    throw .environmentSilent(url: watch.settings.url, reason: reason)
}

/// What `rollback.deployed` prints: run from the baseline's tree, since it is an instrument.
func deployedCommit(
    _ command: DeclaredCommand, at commit: ObjectID, in session: CommandContext
) async throws -> ObjectID {
    let exported = try ExportedCommit(
        commit, for: "deployed", in: Repository(discoverFrom: session.directory))
    let result = try await run(
        Command(
            command.line, directory: exported.checkout,
            environment: session.caller.base(home: exported.home), timeout: .seconds(60)))
    do throws(FileError) {
        try exported.remove()
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
