import ArgumentParser
import GateModel
import Glibc
import Judging
import Measuring
import Reports

extension JudgeCommand {
    struct Drift: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "drift",
            abstract: "Have releases drifted away from an anchor, each by too little to be seen?",
            discussion: """
                A line for each release, oldest first: its log ratio against the anchor (ln candidate / anchor, above 0 is
                worse), and behind it, where it is known, the standard error of that. With '--e-values' instead the
                release's e-value against 'no more than the limit above the anchor'.
                """)

        @Argument(help: "The releases, one a line.")
        var file: String

        @Flag(help: "The lines are e-values.")
        var eValues = false

        @Option(help: "How far releases may drift.")
        var limit = Percentage(share: 0.025)

        @Option(help: "From where on to warn.")
        var warn = Percentage(share: 0.01)

        @Option(help: OutputFormat.help)
        var format = JudgeFormat.text

        func validate() throws {
            guard warn.share <= limit.share else {
                throw ValidationError("'--warn' is not above '--limit'.")
            }
        }

        func run() async throws {
            try await reporting {
                let finding = judgeDrift(
                    try releases(), limits: DriftLimits(blocking: limit.share, warning: warn.share))
                switch format {
                case .json: Terminal.result(DriftReport.json(finding))
                case .text:
                    Terminal.result(
                        DriftReport.text(
                            finding, blocking: limit.share, warning: warn.share, style: Terminal.style))
                }
                throw finding.verdict.exitCode
            }
        }

        private func releases() throws -> [DriftRelease] {
            let rows = try readNumberRows(
                try inputBytes(file), file: inputName(file), columns: eValues ? 1...1 : 1...2)
            return try rows.map { row in
                if eValues {
                    guard row.numbers[0] >= 0 else { throw wrong(row, "an e-value is 0 or more") }
                    return .evidence(blocking: log(row.numbers[0]), warning: nil, improvement: nil)
                }
                guard row.numbers.count == 2 else { return .logRatio(row.numbers[0]) }
                guard row.numbers[1] > 0 else { throw wrong(row, "a standard error is above 0") }
                return .estimate(logRatio: row.numbers[0], standardError: row.numbers[1])
            }
        }

        private func wrong(_ row: NumberRow, _ message: String) -> BenchmarkFormatError {
            BenchmarkFormatError(
                file: inputName(file), place: ":\(row.line)", message: message,
                hint: "a release that was not measured has no line")
        }
    }
}
