import GateModel
import Git
import Measuring
import Processes
import Rollback

/// The declared deploy, ready to run: what can fail for want of room or rights has been done before it is announced.
struct DeployCommand: Sendable {
    private let command: Command
    private let exported: ExportedCommit
    private let target: Target
    /// Prints what runs; nil where nothing can be asked.
    private let deployed: DeclaredCommand?
    private let session: CommandContext

    /// Exports the candidate; runs nothing.
    init(
        _ settings: Stage.Deploy, of target: Target, asking deployed: DeclaredCommand?,
        in session: CommandContext
    ) throws {
        self.target = target
        self.deployed = deployed
        self.session = session
        exported = try ExportedCommit(
            target.from.commit, for: "deploy", in: Repository(discoverFrom: session.directory))
        var variables = session.caller.variables(
            home: exported.home, naming: settings.environment + settings.secrets)
        variables["PAWL_REVISION"] = target.from.commit.hex
        variables["PAWL_FROM"] = target.to.commit.hex
        variables["PAWL_ENVIRONMENT"] = target.environment
        variables["PAWL_RUN"] = session.context.run
        command = Command(
            settings.run.line, directory: exported.checkout, environment: variables, timeout: settings.within,
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
        guard let deployed else { return nil }
        let found: DeployEffect.Found
        do {
            found = .revision(try await deployedCommit(deployed, at: target.to.commit, in: session))
        } catch OrchestrationError.deployedUnknown(let problem) {
            found = .unknown(problem)
        } catch is CancellationError {
            found = .unknown("interrupted")
        } catch {
            found = .unknown("\(error)")
        }
        return DeployEffect(wanted: target.from.commit, found: found)
    }

    /// What was deployed is deployed, whatever becomes of the files that were needed for it.
    private func cleanUp() {
        do throws(FileError) {
            try exported.remove()
        } catch {
            session.say("the deploy has ended, and what it needed could not be removed: \(error)")
        }
    }
}
