import ArgumentParser
import GateModel
import Orchestration
import Reports

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "What is missing or weak here: git, key, log, host noise, sources of settings.",
        discussion: """
            Looks and measures for some three seconds, and changes nothing. With a pipeline it looks at that one too, as \
            HEAD has it. With --sandbox it also builds and starts the revision that runs now, as a gate would, in the sandbox of \
            this machine, and says which paths it was refused.

            Exit codes: 0 nothing would stop a gate · 14 a log does not verify · 78 something is missing
            """)

    @Argument(help: "A pipeline: NAME of pipelines/NAME.yaml.")
    var pipeline: String?

    @Option(help: "The environment, where it is not the pipeline's own.")
    var environment: String?

    @Option(help: OutputFormat.help)
    var format = OutputFormat.text

    @Flag(help: "Try the sandbox on what the pipeline says that runs now: build it, start it, stop it.")
    var sandbox = false

    @OptionGroup var options: SessionOptions

    func validate() throws {
        guard !sandbox || pipeline != nil else {
            throw ValidationError("--sandbox needs a pipeline: pawl doctor NAME --sandbox")
        }
    }

    func run() async throws {
        try await reporting {
            var checkup = Checkup()
            let logHolds = await SetupCheckup(options.settings).check(&checkup)
            HostCheckup { Terminal.message($0) }.check(&checkup)
            if let pipeline { await check(pipeline, &checkup) }
            switch format {
            case .text: Terminal.result(CheckupReport.text(checkup, style: Terminal.style))
            case .json: Terminal.result(CheckupReport.json(checkup))
            }
            guard logHolds else { throw ExitCode.logBroken }
            guard checkup.obstacles.isEmpty else { throw ExitCode.notConfigured }
        }
    }

    private func check(_ pipeline: String, _ checkup: inout Checkup) async {
        do {
            let session = try options.session(needsKey: false, interrupts: nil)
            PipelineCheckup(pipeline: pipeline, environment: environment, in: session).check(&checkup)
            guard sandbox else { return }
            await SandboxCheckup(pipeline: pipeline, environment: environment, in: session).check(&checkup)
        } catch {
            checkup.add("pipeline", .missing, error: "\(error)")
        }
    }
}
