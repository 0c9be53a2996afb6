import ArgumentParser
import DecisionLog
import GateModel
import Orchestration

extension LogCommand {
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
                let entry = try await adopt(
                    commit, pipeline: pipeline, environment: environment, reason: reason, in: session)
                let candidate = entry.decision.candidate
                Terminal.result(
                    "adopted \(candidate.commit.short) (\(candidate.summary)) in \(entry.decision.environment), entry \(entry.index)"
                )
            }
        }
    }
}
