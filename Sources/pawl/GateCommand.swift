import ArgumentParser
import GateModel
import Orchestration
import Processes
import Reports

struct GateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gate",
        abstract:
            "Measure a revision against the one that runs, decide, record; deploy, watch, roll back if need be."
    )

    @OptionGroup var arguments: GateArguments
    @OptionGroup var options: SessionOptions

    @Flag(help: "Run the stages behind one that is not a pass too, for information.")
    var keepGoing = false

    @Option(help: "Why a revision that was rolled back here is to be deployed again; recorded.")
    var retryReason: String?

    @Option(help: OutputFormat.help)
    var format = OutputFormat.text

    @Option(name: [.customShort("o"), .long], help: "Write the result to a file instead of standard output.")
    var output: String?

    func validate() throws {
        try checkReason(retryReason, option: "--retry-reason")
    }

    func run() async throws {
        try await reporting {
            if let output { try checkWritable(directoryOf: output) }
            let ((report, logIsBroken, waiting), interrupts) = try await interruptible { interrupts in
                let session = try options.session(needsKey: true, interrupts: interrupts)
                let request = arguments.request(keepsGoing: keepGoing, retryReason: retryReason)
                let report = try await Gate(request, in: session).run()
                return (report, session.logIsBroken, session.waiting(of: report.plan.environment))
            }
            // First, since nothing that happens to the report changes what happened.
            let code = report.exitCode(interruptedBy: interrupts.signal).whereLogIsBroken(logIsBroken)
            show(report)
            if let waiting { Terminal.message(waiting) }
            throw code
        }
    }

    /// A report that cannot be written where it was wanted goes to standard output.
    private func show(_ report: GateReport) {
        let text = render(report, as: format, style: output == nil ? Terminal.style : .plain)
        guard let output else { return Terminal.result(text) }
        do {
            try durableWrite(Array(text.utf8), to: output)
        } catch {
            Terminal.message(errorText(error))
            Terminal.result(text)
        }
    }
}

/// Runs work in a task of its own that the first SIGINT or SIGTERM cancels.
///
/// - Throws: what the work throws; the exit code of the signal for work that was cancelled before it began.
func interruptible<Value: Sendable>(
    _ work: @escaping @Sendable (Interrupts) async throws -> Value
) async throws -> (Value, Interrupts) {
    let (starts, continuation) = AsyncStream<Interrupts>.makeStream()
    let task = Task {
        for await interrupts in starts { return try await work(interrupts) }
        throw CancellationError()
    }
    let interrupts = Interrupts(onFirst: { task.cancel() })
    continuation.yield(interrupts)
    continuation.finish()
    do {
        return (try await task.value, interrupts)
    } catch let error as CancellationError {
        guard let signal = interrupts.signal else { throw error }
        Terminal.message("interrupted: nothing was measured, decided or recorded")
        throw ExitCode.interrupted(bySignal: signal)
    }
}
