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
        try await reporting(code: code) {
            let request = RollbackRequest(
                pipeline: pipeline, environment: environment, to: to, reason: reason)
            if dryRun {
                let session = try options.session(
                    needsKey: false, interrupts: nil, goesBack: true, insists: request.insists)
                try show(try await ManualRollback(request, in: session))
                return
            }
            let ((report, logIsBroken, waiting), _) = try await interruptible { interrupts in
                let session = try options.session(
                    needsKey: true, interrupts: interrupts, goesBack: true, insists: request.insists)
                let report = try await ManualRollback.run(request, in: session)
                return (report, session.logIsBroken, session.waiting(of: environment))
            }
            for problem in report.problems { Terminal.message("rollback: error: \(printable(problem))") }
            let code = show(report.outcome)
            if let waiting { Terminal.message(waiting) }
            // What runs now stands in no log then, unless somebody insisted on going without one.
            let isUnrecorded = !report.problems.isEmpty && !request.insists
            throw (code == .success && isUnrecorded ? .internal : code).whereLogIsBroken(logIsBroken)
        }
    }

    /// What is refused gives way to --to and --reason; a way back that is not there needs a person.
    private func code(_ error: any Error) -> ExitCode {
        switch error {
        case OrchestrationError.contradiction, OrchestrationError.deployedUnknown: .badInput
        case OrchestrationError.noRollback: dryRun ? .badInput : .rollbackFailed
        default: failureCode(error)
        }
    }

    private func show(_ rollback: ManualRollback) throws {
        switch rollback {
        case .ready(let plan, _): Terminal.result(RollbackText.text(plan, style: Terminal.style))
        case .nothing(let running): sayNothing(running)
        case .impossible(let why):
            Terminal.message(why)
            throw ExitCode.badInput
        }
    }

    /// Prints it, and returns the code that says it.
    private func show(_ outcome: ManualRollbackReport.Outcome) -> ExitCode {
        switch outcome {
        case .nothing(let running):
            sayNothing(running)
            return .success
        case .end(.impossible(let why)): return sayImpossible(why)
        case .end(.ended(let report)):
            Terminal.result(
                RollbackText.text(report, pipeline: pipeline, environment: environment, style: Terminal.style)
            )
            switch report.outcome {
            case .verified: return .success
            case .cleanUpLeft(let changes):
                let named = changes.map { "'\($0)'" }.joined(separator: ", ")
                Terminal.message(
                    """
                    rollback: warning: \(printable(named)) \(changes.count == 1 ? "was" : "were") not undone, since that loses data
                      hint: undo by hand what has to go, with its 'revert' script
                    """)
                return .success
            case .notVerified, .failed, .unfinished: return .rollbackFailed
            }
        }
    }

    private func sayNothing(_ running: Revision) {
        Terminal.result(
            """
            nothing to roll back: \(running.commit.short) runs in \(environment), and nothing ran there before it
              hint: to go to another revision all the same, name it with --to, and say why with --reason

            """)
    }

    private func sayImpossible(_ why: String) -> ExitCode {
        Terminal.message(why)
        return .rollbackFailed
    }
}
