import ArgumentParser
import GateModel
import Judging
import Measuring
import Pipelines
import Reports

extension JudgeCommand {
    struct Growth: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "growth", abstract: "Does memory grow by more than a limit per operation?",
            discussion: """
                All readings of every file count. A pass needs each process to be clean from end to end. A leak is called one \
                when two processes show it, over more than 600 operations each: of one file alone it is inconclusive.
                """)

        @Argument(
            help: "Memory readings, one a line, from the first operation on; one file for each process.")
        var files: [String]

        @Option(help: "How many operations lie between two readings.")
        var every = 10

        @Option(help: "The unit of the readings: B, KB, MB, GB, KiB, MiB, GiB, count.")
        var unit = ReportUnit.bytes

        @Option(help: "How much growth an operation is tolerated: 1KB/op.")
        var limit: String

        @Option(
            help:
                "The most operations that were planned, fixed before measuring; with fewer, undecided readings are too few."
        )
        var maxOperations = 4800

        @Option(help: OutputFormat.help)
        var format = JudgeFormat.text

        func validate() throws {
            guard every >= 1, every <= 1_000_000 else { throw ValidationError("'--every' is 1 or more.") }
            guard maxOperations >= 14 * every else {
                throw ValidationError("'--max-operations' is at least 14 readings, \(14 * every) operations.")
            }
            guard unit.unit == .bytes || unit.unit == .count else {
                throw ValidationError("'--unit' is a unit of bytes, or count.")
            }
        }

        func run() async throws {
            try await reporting {
                let bound = try SampleRule.growthLimit(limit, unit: unit.unit, option: "--limit")
                let judgement = judgeGrowth(
                    series: try files.map(readings), operationsPerReading: every, limit: bound,
                    maximumOperations: maxOperations, text: limit, unit: unit.unit)
                switch format {
                case .json:
                    Terminal.result(
                        SampleJudgementReport.json([judgement], .growth, amount: unit.amount(ofBase:)))
                case .text: Terminal.result(SampleJudgementReport.text([judgement], style: Terminal.style))
                }
                throw judgement.verdict.exitCode
            }
        }

        /// - Throws: ``BenchmarkFormatError`` for a reading that no process has: 0 or less.
        private func readings(_ file: String) throws -> [Double] {
            let report = try readReport(
                try inputBytes(file), file: inputName(file), format: .numbers, unit: unit)
            guard case .samples(let values)? = report.benchmarks.first?.evidence else { return [] }
            let readings = values.flatMap { $0 }
            if let zero = readings.firstIndex(of: 0), unit.unit == .bytes {
                throw BenchmarkFormatError(
                    file: inputName(file),
                    message: "reading \(zero + 1) is 0: no process has no memory",
                    hint: "read the memory while the process runs")
            }
            return readings
        }
    }
}
