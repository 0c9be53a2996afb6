import ArgumentParser
import DecisionLog
import GateModel
import Glibc
import Orchestration
import Reports

struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract:
            "What runs and since when, what is open and who holds it, the way back, and what to do next.",
        discussion: """
            The verified log of this clone answers, without a network: nothing is fetched, run or recorded, and no key is needed. Each \
            answer says how old it is, and whether a remote had another log when it was last fetched.

            Exit codes: 0 it could be told · 14 a log does not verify, the others are told · 78 no log, or no trust file
            """)

    @Argument(help: "Only this environment.")
    var environment: String?

    @Option(help: OutputFormat.help)
    var format = OutputFormat.text

    @OptionGroup var options: SessionOptions

    func run() async throws {
        try await reporting {
            let now = Int64(time(nil))
            var all: [EnvironmentStatus] = []
            defer { if format == .json { Terminal.result(StatusReport.json(all, now: now)) } }
            try options.forEachLog(environment) { log in
                let verified = try log.open()
                let status = try EnvironmentStatus(verified, ofRepository: options.repository)
                if format == .text {
                    if !all.isEmpty { Terminal.result("") }
                    Terminal.result(StatusReport.text(status, now: now, style: Terminal.style))
                }
                all.append(status)
                for entry in try verified.ahead(of: now) {
                    Terminal.message("log of \(log.environment), \(entry)")
                }
                return true
            }
            if environment == nil { try sayWhatIsNotHere() }
        }
    }

    /// Logs that a remote had when it was last fetched, and this clone has not.
    private func sayWhatIsNotHere() throws {
        let known = Set(try KnownEnvironments(inRepositoryOf: options.repository).names)
        for name in try fetchedEnvironments(inRepositoryOf: options.repository) where !known.contains(name) {
            let place = try LogPlace(of: name, inRepositoryOf: options.repository)
            Terminal.message("log: note: no log of \(name) is here\n  \(place.hints(name, pipeline: nil))")
        }
    }
}
