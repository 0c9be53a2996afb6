import ArgumentParser
import DecisionLog
import GateModel
import Git
import Pipelines
import Reports

extension LogCommand {
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "show", abstract: "One entry, whole.")

        @Argument(help: "Its index, or at least seven characters of its leaf hash.")
        var entry: String

        @Option(help: "The environment whose log it is in.")
        var environment: String?

        @Option(help: OutputFormat.help)
        var format = OutputFormat.text

        @OptionGroup var options: SessionOptions

        func run() async throws {
            try await reporting {
                var isShown = false
                // Broken logs before the one that has it are told too; those behind it are not looked at.
                try options.forEachLog(environment) { log in
                    guard !isShown else { return true }
                    let verified = try log.open()
                    guard let head = named(in: try verified.heads) else { return true }
                    let entry = try verified.entry(of: head)
                    let line = LogLine(entry, evidence: try verified.evidence(of: head))
                    switch format {
                    case .text:
                        Terminal.result(
                            LogReport.show(
                                line, source: try source(of: head), style: Terminal.style,
                                columns: Terminal.columns))
                    case .json: Terminal.result(LogReport.json(line, statement: try entry.statement()))
                    }
                    isShown = true
                    return true
                }
                guard !isShown else { return }
                Terminal.message(
                    "log: error: no entry '\(printable(entry))'\n  hint: 'pawl log list' shows what there is")
                throw ExitCode.badInput
            }
        }

        /// A short number is an index, never the beginning of a leaf hash.
        private func named(in heads: LogHeads) -> LogHead? {
            heads.first { String($0.index) == entry }
                ?? heads.first { entry.count >= 7 && $0.leafHex.hasPrefix(entry) }
        }

        /// Where everything stands in the entry's pipeline file; nil where nobody kept the file, as of a blocked candidate, or
        /// where another version of Pawl wrote it.
        private func source(of head: LogHead) throws -> SourceMap? {
            let source = head.pipeline
            do {
                let bytes = try Repository(discoverFrom: options.repository).blob(
                    source.blob, limit: 1 << 20)
                return try parsePipeline(String(decoding: bytes, as: UTF8.self), path: source.path)
                    .map
            } catch GitError.missingObject {
                return nil
            } catch is PipelineErrors {
                return nil
            }
        }
    }
}
