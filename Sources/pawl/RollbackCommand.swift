import ArgumentParser
import GateModel
import Orchestration
import Reports

struct RollbackCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rollback",
        abstract: "Bring an environment back to an earlier revision, by scripts that lie in git.")

    @Argument(help: "The pipeline whose deployment goes back.")
    var pipeline: String

    @Option(help: "The environment that goes back.")
    var environment: String

    @Option(help: "Where to go back to; without it to what ran before.")
    var to: String?

    @Option(help: "Why; recorded, and needed to go where nothing was deployed before.")
    var reason: String?

    @Flag(help: "Say what would run, and run nothing.")
    var dryRun = false

    @OptionGroup var options: SessionOptions

    func validate() throws {
        try checkReason(reason, option: "--reason")
    }

    func run() async throws {
        try await reporting {
            let request = RollbackRequest(
                pipeline: pipeline, environment: environment, to: to, reason: reason)
            if dryRun {
                let session = try options.session(
                    needsKey: false, interrupts: nil, goesBack: true, insists: request.insists)
                let rollback = try await ManualRollback(request, in: session)
                Terminal.result(RollbackText.text(rollback.plan, style: Terminal.style))
                return
            }
            let ((result, logIsBroken), _) = try await interruptible { interrupts in
                let session = try options.session(
                    needsKey: true, interrupts: interrupts, goesBack: true, insists: request.insists)
                let result = try await ManualRollback.run(request, in: session)
                return (result, session.logIsBroken)
            }
            show(result.outcome)
            for problem in result.problems { Terminal.message("rollback: error: \(printable(problem))") }
            throw exitCode(of: result.outcome).whereLogIsBroken(logIsBroken)
        }
    }

    private func show(_ outcome: GateOutcome) {
        switch outcome {
        case .rolledBack(let report):
            Terminal.result(
                RollbackText.text(report, pipeline: pipeline, environment: environment, style: Terminal.style)
            )
        case .rollbackImpossible(let why): Terminal.message(why)
        case .approved, .advice, .deployed, .blocked, .inconclusive, .held: return
        }
    }

    private func exitCode(of outcome: GateOutcome) -> ExitCode {
        if case .rolledBack(let report) = outcome, report.outcome.isVerified { return .success }
        return .rollbackFailed
    }
}
