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

    func run() async throws {
        try await reporting {
            let request = RollbackRequest(
                pipeline: pipeline, environment: environment, to: to, reason: reason)
            if dryRun {
                let session = try options.session(needsKey: false, interrupts: nil)
                let rollback = try await RollbackByHand(request, in: session)
                Terminal.result(RollbackText.text(rollback.plan, style: Terminal.style))
                return
            }
            let ((outcome, logIsBroken), _) = try await interruptible { interrupts in
                let session = try options.session(needsKey: true, interrupts: interrupts, goesBack: true)
                let outcome = try await RollbackByHand.run(request, in: session).0
                return (outcome, session.logIsBroken)
            }
            try show(outcome, logIsBroken)
        }
    }

    private func show(_ outcome: GateOutcome, _ logIsBroken: Bool) throws {
        switch outcome {
        case .rolledBack(let report):
            Terminal.result(
                RollbackText.text(report, pipeline: pipeline, environment: environment, style: Terminal.style)
            )
            guard report.outcome.isVerified else { throw ExitCode.rollbackFailed }
            throw ExitCode.success.whereLogIsBroken(logIsBroken)
        case .rollbackImpossible(let why):
            Terminal.message(why)
            throw ExitCode.rollbackFailed
        case .approved, .deployed, .blocked, .inconclusive, .held: return
        }
    }
}
