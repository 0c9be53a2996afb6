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

    struct Adopt: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "adopt",
            abstract: "Say that a commit runs here: the first baseline, or a deploy from outside.")

        @Argument(help: "The commit that runs.")
        var commit: String

        @Option(help: "The pipeline that it belongs to.")
        var pipeline: String

        @Option(help: "The environment, where it is not the pipeline's own.")
        var environment: String?

        @Option(help: "Why; recorded.")
        var reason: String?

        @OptionGroup var options: SessionOptions

        func run() async throws {
            try await reporting {
                let session = try options.session(needsKey: true, interrupts: nil)
                let entry = try adopt(
                    commit, pipeline: pipeline, environment: environment, reason: reason, in: session)
                let candidate = entry.decision.candidate
                Terminal.result(
                    "adopted \(candidate.commit.short) (\(candidate.summary)) in \(entry.decision.environment), entry \(entry.index)"
                )
            }
        }
    }

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
                    let lines = try log.entries().map(LogLine.init)
                    Terminal.result(LogReport.list(lines, style: Terminal.style))
                }
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "show", abstract: "One entry, whole.")

        @Argument(help: "Its index, or the beginning of its leaf hash.")
        var entry: String

        @Option(help: "The environment whose log it is in.")
        var environment: String?

        @OptionGroup var options: SessionOptions

        func run() async throws {
            try await reporting {
                let entries = try environments(environment, options.repository).flatMap {
                    try options.log($0).entries()
                }
                // An index wins over a leaf hash that happens to begin with the same digits.
                if let found = entries.first(where: { String($0.index) == entry })
                    ?? entries.first(where: { $0.leafHex.hasPrefix(entry) })
                {
                    Terminal.result(LogReport.show(LogLine(found), style: Terminal.style))
                    return
                }
                Terminal.message(
                    "log: error: no entry '\(entry)'\n  hint: 'pawl log list' shows what there is")
                throw ExitCode.badInput
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
    fileprivate func log(_ environment: String) throws -> DecisionLog {
        let session = try session(needsKey: false, interrupts: nil)
        return try DecisionLog(repository: repository, environment: environment, trust: session.trust)
    }
}

/// The named environment, or all that have a log in this repository.
private func environments(_ only: String?, _ directory: String) throws -> [String] {
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

extension LogLine {
    init(_ entry: LogEntry) {
        self.init(
            index: entry.index, leaf: entry.leafHex, commit: entry.commit, signer: entry.signer,
            decision: entry.decision,
            evidence: entry.evidence.map { EvidenceDigest(name: $0.name, sha256: $0.sha256, size: $0.size) })
    }
}
