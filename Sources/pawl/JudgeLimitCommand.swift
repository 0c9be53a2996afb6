import ArgumentParser
import GateModel
import Judging
import Measuring
import Pipelines
import Reports

extension JudgeCommand {
    struct Limit: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "limit", abstract: "Do the numbers keep to a limit of their own?")

        @Argument(help: "A report.")
        var file: String

        @Option(
            help:
                "What has to hold: 'p95 <= 50ms', 'mean in 1ms..2ms', 'max < 1s', '<= 100ms' for every sample."
        )
        var rule: String

        @OptionGroup var input: JudgeInput

        @Option(help: OutputFormat.help)
        var format = JudgeFormat.text

        func run() async throws {
            try await reporting {
                let report = try input.report(file)
                tell(report, file)
                let benchmarks = try input.benchmarks(of: report, file)
                let judgements =
                    report.flaws.isEmpty
                    ? try benchmarks.map(judgement) : SampleJudgement.unbelievable(report, limit: rule)
                switch format {
                case .json:
                    let json = SampleJudgementReport.json(judgements, .ratio) { base in
                        input.unit?.amount(ofBase: base) ?? base
                    }
                    Terminal.result(json)
                case .text: Terminal.result(SampleJudgementReport.text(judgements, style: Terminal.style))
                }
                throw Verdict.worst(judgements.map(\.verdict)).exitCode
            }
        }

        private func judgement(_ benchmark: ImportedBenchmark) throws -> SampleJudgement {
            let rule = try sampleRule(benchmark.unit)
            return judgeLimit(
                benchmark, statistic: rule.statistic, condition: rule.condition, text: self.rule)
        }

        private func sampleRule(_ unit: MetricUnit) throws -> SampleRule {
            do {
                return try SampleRule(rule, unit: unit, option: "--rule")
            } catch {
                guard unit == .plain, input.unit == nil, hasUnit else { throw error }
                throw BenchmarkFormatError(
                    file: inputName(file),
                    message: "the numbers have no unit, and the rule has one",
                    hint: "say in which unit they are, such as '--unit ms'")
            }
        }

        /// Whether the rule would be one, were the numbers times or bytes.
        private var hasUnit: Bool {
            [MetricUnit.time, .bytes, .share].contains { unit in
                do {
                    _ = try SampleRule(rule, unit: unit, option: "--rule")
                    return true
                } catch {
                    return false
                }
            }
        }
    }
}
