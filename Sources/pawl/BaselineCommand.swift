import ArgumentParser
import DecisionLog
import GateModel
import Orchestration
import Reports

struct BaselineCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "baseline", abstract: "What earlier decisions measured of revisions that may run.",
        subcommands: [List.self, Show.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "One line for each, the oldest first.")

        @OptionGroup var which: BaselineArguments
        @OptionGroup var options: SessionOptions

        func run() async throws {
            try await reporting {
                let (baselines, pruned) = try which.recorded(options)
                switch which.format {
                case .text:
                    Terminal.result(BaselineReport.list(baselines, pruned: pruned, style: Terminal.style))
                case .json: Terminal.result(BaselineReport.json(baselines, pruned: pruned))
                }
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "All that was measured, bound to what, and what it is worth.")

        @Argument(
            help: "The index of a log entry, or at least seven characters of a commit; without it the newest."
        )
        var named: String?

        @OptionGroup var which: BaselineArguments
        @OptionGroup var options: SessionOptions

        func run() async throws {
            try await reporting {
                let (baselines, pruned) = try which.recorded(options)
                let found = chosen(baselines)
                guard !found.isEmpty else {
                    let what = named.map { "no baseline '\($0)'" } ?? "no gate has recorded a baseline here"
                    let lost = pruned.isEmpty ? "" : "; the evidence of \(pruned.count) entries is pruned"
                    Terminal.message(
                        "baseline: error: \(what)\(lost)\n  hint: 'pawl baseline list' shows what there is")
                    throw ExitCode.badInput
                }
                switch which.format {
                case .text:
                    let texts = found.map { BaselineReport.show($0, style: Terminal.style) }
                    Terminal.result(texts.joined(separator: "\n"))
                case .json: Terminal.result(BaselineReport.json(found))
                }
            }
        }

        /// Of an entry all that it has, of a commit the newest. A short number is an entry, never a commit's beginning.
        private func chosen(_ baselines: [RecordedBaseline]) -> [RecordedBaseline] {
            guard let named else { return baselines.suffix(1) }
            let ofEntry = baselines.filter { String($0.source.index) == named }
            guard ofEntry.isEmpty, named.count >= 7 else { return ofEntry }
            return baselines.filter { $0.revision.commit.hex.hasPrefix(named) }.suffix(1)
        }
    }
}

/// Which baselines, and how to print them.
struct BaselineArguments: ParsableArguments {
    @Option(help: "Only those of this pipeline.")
    var pipeline: String?

    @Option(help: "Only this environment.")
    var environment: String?

    @Option(help: OutputFormat.help)
    var format = OutputFormat.text

    /// From verified logs alone.
    func recorded(_ options: SessionOptions) throws -> (baselines: [RecordedBaseline], pruned: [Int]) {
        let recorded = try environments(environment, options.repository).names.map { environment in
            try RecordedBaselines(
                of: try options.log(environment).open(), in: options.repository, pipeline: pipeline)
        }
        return (recorded.flatMap(\.baselines), recorded.flatMap(\.pruned))
    }
}
