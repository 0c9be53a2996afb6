import ArgumentParser
import DecisionLog
import GateModel
import Glibc
import Reports

struct LogCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log", abstract: "The signed record of every decision.",
        subcommands: [Adopt.self, Check.self, Checkpoint.self, List.self, Show.self, Sync.self, Verify.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "One line for each entry.")

        @Option(help: "Only this environment.")
        var environment: String?

        @Option(help: OutputFormat.help)
        var format = OutputFormat.text

        @OptionGroup var options: SessionOptions

        func run() async throws {
            try await reporting {
                var logs: [(environment: String, lines: [LogLine])] = []
                // Those that could be read, where others could not.
                defer { if format == .json, !logs.isEmpty { Terminal.result(LogReport.json(logs)) } }
                try options.forEachLog(environment) { log in
                    let verified = try log.open()
                    let lines = try verified.entries().map { LogLine($0) }
                    switch format {
                    case .text: Terminal.result(LogReport.list(lines, style: Terminal.style))
                    case .json: logs.append((log.environment, lines))
                    }
                    for entry in try verified.ahead(of: Int64(time(nil))) {
                        Terminal.message("log of \(log.environment), \(entry)")
                    }
                    return true
                }
            }
        }
    }

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "verify", abstract: "Check every signature, every link and every piece of evidence.")

        @Option(help: "Only this environment.")
        var environment: String?

        @OptionGroup var options: SessionOptions

        func run() async throws {
            try await reporting {
                try options.forEachLog(environment, includesMissing: true) { log in
                    let verification = try log.verify()
                    Terminal.result(verification.text(environment: log.environment))
                    guard verification.size > 0 || verification.brokenEntry != nil else {
                        Terminal.message(
                            "log: error: there is no log of \(log.environment) here, so nothing was verified\n"
                                + "  hint: fetch '\(log.refName)', or begin it with 'pawl log adopt'")
                        return false
                    }
                    return verification.holds
                }
            }
        }
    }
}
