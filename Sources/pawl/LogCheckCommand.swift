import ArgumentParser
import DecisionLog
import GateModel
import Glibc
import Orchestration
import Reports

extension LogCommand {
    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check",
            abstract:
                "May this commit be deployed here? For deploy scripts: an exit code, and the reason in a line.",
            discussion: """
                The verified log answers; nothing is run or recorded, and no key is needed. An approval is of the commit alone, and \
                a later block, failed deploy or rollback of it supersedes it.

                Exit codes: 0 approved · 10 not approved, or not any more · 14 the log does not verify · 75 approved, but a deploy or \
                rollback of another revision has not ended · 64 several pipelines or environments, and none named · 65 no such \
                commit · 78 no log, no entry about the pipeline, or no trust file
                """)

        @Argument(help: "The commit: any name that git knows it by; by its id it need not be in this clone.")
        var commit: String

        @Option(help: "The environment; needed where there are logs of several.")
        var environment: String?

        @Option(help: "The pipeline; needed where several deploy to the environment.")
        var pipeline: String?

        @Option(help: OutputFormat.help)
        var format = OutputFormat.text

        @OptionGroup var options: SessionOptions

        func run() async throws {
            try await reporting {
                let log = try logInQuestion()
                let permission = try deployPermission(
                    of: commit, pipeline: pipeline, in: log, ofRepository: options.repository)
                let now = Int64(time(nil))
                for entry in try log.ahead(of: now) {
                    Terminal.message("log of \(log.environment), \(entry)")
                }
                switch format {
                case .text:
                    Terminal.result(
                        DeployPermissionReport.text(permission, now: now, style: Terminal.style))
                case .json: Terminal.result(DeployPermissionReport.json(permission))
                }
                if let code = permission.answer.exitCode { throw code }
            }
        }

        /// Where no environment is named, none of the logs may be broken: it could be the one that is meant.
        private func logInQuestion() throws -> VerifiedLog {
            if let environment { return try options.log(environment).open() }
            let (names, areSound) = try environments(nil, options.repository)
            guard areSound else { throw ExitCode.logBroken }
            let logs = try names.map { try options.log($0).open() }
            guard let log = try onlyLog(logs, about: pipeline) else { throw ExitCode.notConfigured }
            return log
        }
    }
}

extension DeployPermission.Answer {
    /// Nil: success.
    fileprivate var exitCode: ExitCode? {
        switch self {
        case .approved: nil
        case .occupied: .anotherRun
        case .unknown, .adviceOnly, .blocked, .rolledBack: .blocked
        }
    }
}
