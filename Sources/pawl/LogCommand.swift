import ArgumentParser
import DecisionLog
import GateModel
import Git
import Orchestration
import Reports

struct LogCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log", abstract: "The signed record of every decision.",
        subcommands: [Adopt.self, List.self, Show.self, Verify.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "One line for each entry.")

        @Option(help: "Only this environment.")
        var environment: String?

        @OptionGroup var options: SessionOptions

        func run() async throws {
            try await reporting {
                for environment in try environments(environment, options.repository) {
                    let log = try options.log(environment)
                    let lines = try log.entries().map { LogLine($0) }
                    Terminal.result(LogReport.list(lines, style: Terminal.style))
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
                var isSound = true
                for environment in try environments(environment, options.repository) {
                    let verification = try options.log(environment).verify()
                    Terminal.result(verification.text(environment: environment))
                    isSound = isSound && verification.holds
                }
                guard isSound else { throw ExitCode.logBroken }
            }
        }
    }
}

extension SessionOptions {
    func log(_ environment: String) throws -> DecisionLog {
        let session = try session(needsKey: false, interrupts: nil)
        return try DecisionLog(repository: repository, environment: environment, trust: session.trust)
    }
}

/// The named environment, or all that have a log in this repository.
func environments(_ only: String?, _ directory: String) throws -> [String] {
    if let only { return [only] }
    let prefix = "refs/heads/pawl/log/"
    let repository = try Repository(discoverFrom: directory)
    let found = try repository.references(matching: prefix + "*").map {
        String($0.name.dropFirst(prefix.count))
    }
    guard !found.isEmpty else {
        Terminal.message(
            "log: error: this repository has no decision log\n  hint: begin one with 'pawl log adopt COMMIT --pipeline NAME'"
        )
        throw ExitCode.notConfigured
    }
    return found
}
