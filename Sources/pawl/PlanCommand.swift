import ArgumentParser
import Orchestration
import Processes
import Reports

struct PlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract:
            "Say what a gate would do: revisions, stages, rules, the way back. Runs nothing but 'rollback.deployed'."
    )

    @OptionGroup var arguments: GateArguments

    @Flag(help: "Read the pipeline file as it lies in the work tree, to try it out before it is committed.")
    var workingTree = false

    @OptionGroup var options: SessionOptions

    func run() async throws {
        try await reporting {
            let session = try options.session(needsKey: false, interrupts: nil)
            let plan = try await planWithRemote(arguments.request(readsWorkTree: workingTree), in: session)
            let deployed = await deployedNote(of: plan, in: session)
            Terminal.result(
                PlanReport.text(
                    plan, warning: deployed, isolation: try await session.offeredConfinement(for: plan),
                    forecast: try forecast(of: plan, in: session), scripts: plan.loadScripts,
                    style: Terminal.style))
        }
    }
}
