import ArgumentParser
import GateModel
import Judging
import Measuring
import Reports

extension JudgeCommand {
    struct Ratio: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "ratio",
            abstract: "Is the candidate worse than the baseline by more than is tolerated?")

        @Argument(help: "Report of the baseline.")
        var baseline: String?

        @Argument(help: "Report of the candidate.")
        var candidate: String?

        @Option(
            help: ArgumentHelp("Block log ratios instead, one a line; above 0 is worse.", valueName: "file"))
        var blocks: String?

        @Option(help: "What is compared: median, mean, p95, tail.")
        var statistic = RatioStatistic.median

        @Option(
            help:
                "How much worse is tolerated. (default: 5%; of the tail 1%: so many samples more above twice the median)"
        )
        var tolerance: Percentage?

        @Option(help: "The most blocks that the test may use, from 8 to 100, fixed before measuring.")
        var maxBlocks = 40

        @Option(help: "The one-sided level of either verdict, above 0 and below 0.5.")
        var alpha = 0.05

        @Option(help: "Which direction is better, where the report does not say it: lower, higher.")
        var better: Metric.Direction?

        @OptionGroup var input: JudgeInput

        @Option(help: OutputFormat.help)
        var format = JudgeFormat.text

        func validate() throws {
            let isPair = baseline != nil && candidate != nil
            guard blocks != nil ? baseline == nil : isPair else {
                throw ValidationError("Give a baseline and a candidate, or '--blocks FILE'.")
            }
            guard !(baseline == "-" && candidate == "-") else {
                throw ValidationError("Only one of the two can be standard input.")
            }
            guard (8...100).contains(maxBlocks) else {
                throw ValidationError("'--max-blocks' goes from 8 to 100.")
            }
            guard alpha > 0, alpha < 0.5 else { throw ValidationError("'--alpha' is above 0 and below 0.5.") }
            guard blocks == nil || statistic == .median else {
                throw ValidationError("'--blocks' has log ratios already: '--statistic' needs two reports.")
            }
            guard tolerance.map({ $0.share < 1 }) ?? true else {
                throw ValidationError("'--tolerance' is below 100%.")
            }
        }

        func run() async throws {
            try await reporting {
                let (judgements, added) = try judgements()
                switch format {
                case .json: Terminal.result(SampleJudgementReport.json(judgements, .ratio, added: added))
                case .text:
                    Terminal.result(
                        SampleJudgementReport.text(judgements, added: added, style: Terminal.style))
                }
                throw Verdict.worst(judgements.map(\.verdict)).exitCode
            }
        }

        private func judgements() throws -> ([SampleJudgement], added: [String]) {
            if let blocks { return ([judging(of: 1).judge(blockLogRatios: try logRatios(blocks))], []) }
            guard let baseline, let candidate else { return ([], []) }
            let reports = [try input.report(baseline), try input.report(candidate)]
            for (report, path) in zip(reports, [baseline, candidate]) { tell(report, path) }
            if let benchmark = input.benchmark { try input.require(benchmark, in: reports, candidate) }
            let comparison = ReportComparison(
                baseline: reports[0], candidate: reports[1], only: input.benchmark)
            for pair in comparison.pairs {
                guard let before = pair.baseline, let after = pair.candidate, before.name != after.name else {
                    continue
                }
                Terminal.message(
                    "note: '\(printable(before.name))' is compared with '\(printable(after.name))'")
            }
            return (comparison.judgements(better: better, judging(of:)), comparison.added)
        }

        private func judging(of judgements: Int) -> RatioJudging {
            RatioJudging(
                tolerance: tolerance?.share ?? statistic.usualTolerance, maximumBlocks: maxBlocks,
                alpha: alpha,
                judgements: judgements, statistic: statistic)
        }

        private func logRatios(_ path: String) throws -> [Double] {
            let report = try readReport(try inputBytes(path), file: inputName(path), format: .numbers)
            guard case .samples(let values)? = report.benchmarks.first?.evidence else { return [] }
            return values.flatMap { $0 }
        }
    }
}

extension Metric.Direction: ExpressibleByArgument {}

extension RatioStatistic: ExpressibleByArgument {}

/// What a report says beside its numbers: notes, and thresholds that were crossed.
func tell(_ report: ImportedReport, _ path: String) {
    for note in report.notes { Terminal.message("\(inputName(path)): note: \(printable(note))") }
    for threshold in report.thresholds where !threshold.passed {
        Terminal.message(
            "\(inputName(path)): note: the threshold '\(printable(threshold.expression))' of "
                + "\(printable(threshold.metric)) was crossed")
    }
}
