import GateModel
import Git
import Measuring
import Processes
import Rollback

/// The declared deploy, ready to run: what can fail for want of room or rights has been done before it is announced.
struct DeployCommand: Sendable {
    private let command: Command
    private let directory: TemporaryDirectory
    private let plan: Plan
    private let session: CommandContext

    /// Exports the candidate; runs nothing.
    init(_ settings: Stage.Deploy, _ plan: Plan, in session: CommandContext) throws {
        self.plan = plan
        self.session = session
        directory = try TemporaryDirectory(prefix: "pawl-deploy-")
        let checkout = directory.path + "/checkout"
        try Repository(discoverFrom: session.directory).export(commit: plan.candidate.commit, to: checkout)
        try makeDirectory(directory.path + "/home")
        var variables = session.caller.base(home: directory.path + "/home")
        variables.merge(session.caller.named(settings.environment + settings.secrets)) { _, named in named }
        variables["PAWL_REVISION"] = plan.candidate.commit.hex
        variables["PAWL_FROM"] = plan.baseline.commit.hex
        variables["PAWL_ENVIRONMENT"] = plan.environment
        variables["PAWL_RUN"] = session.context.run
        command = Command(
            settings.run.line, directory: checkout, environment: variables, timeout: settings.within,
            keepsRunning: true, masks: session.caller.values(of: settings.secrets))
    }

    /// Runs it, and asks the environment what came of it; what it leaves running on purpose lives on.
    func run() async -> StageRun {
        let ran: DeployRun
        var seconds = 0.0
        do throws(ProcessError) {
            let result = try await Processes.run(command)
            let output = (result.output.text + result.errorOutput.text).suffix(2000)
            let end = ScriptEnd(result.end)
            seconds = result.seconds
            ran = DeployRun(
                end: end, output: String(output), effect: end.succeeded ? await effect() : nil)
        } catch {
            ran = DeployRun(end: ScriptEnd(error), output: "\(error)")
        }
        cleanUp()
        return StageRun(.deploy(ran), common: StageRun.Common(seconds: seconds))
    }

    /// Nil where the pipeline declares nothing that can be asked.
    private func effect() async -> DeployEffect? {
        guard let deployed = plan.pipeline.rollback?.deployed else { return nil }
        let found: DeployEffect.Found
        do {
            found = .revision(try await deployedCommit(deployed, at: plan.baseline.commit, in: session))
        } catch OrchestrationError.deployedUnknown(let problem) {
            found = .unknown(problem)
        } catch is CancellationError {
            found = .unknown("interrupted")
        } catch {
            found = .unknown("\(error)")
        }
        return DeployEffect(wanted: plan.candidate.commit, found: found)
    }

    /// What was deployed is deployed, whatever becomes of the files that were needed for it.
    private func cleanUp() {
        do throws(FileError) {
            try directory.remove()
        } catch {
            session.say("the deploy has ended, and what it needed could not be removed: \(error)")
        }
    }
}
