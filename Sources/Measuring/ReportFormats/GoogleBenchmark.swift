import GateModel
import JSON

/// google-benchmark's `--benchmark_format=json`: a row a repetition, then rows that sum them up.
///
/// Only rows of single repetitions are samples. Times are in the row's own `time_unit`.
enum GoogleBenchmark {
    private struct Series {
        let name: String
        var real: [Double] = []
        var cpu: [Double] = []
        var repetitions: Set<Int64> = []
        var summary: [ReportSummary.Value] = []
        var failures = 0
    }

    static func read(_ root: ReportNode) throws(ReportFault) -> ImportedReport {
        var order: [String] = []
        var series: [String: Series] = [:]
        for row in try root.member("benchmarks").elements() {
            let name = try row.member("run_name", or: "name").text()
            if series[name] == nil { order.append(name) }
            var one = series[name] ?? Series(name: name)
            if row.optional("run_type")?.value == "aggregate" || row.optional("aggregate_name") != nil {
                try addAggregate(row, to: &one)
            } else {
                try addRepetition(row, to: &one)
            }
            series[name] = one
        }
        return ImportedReport(
            format: .googleBenchmark, benchmarks: order.compactMap { series[$0] }.flatMap(benchmarks))
    }

    private static func addRepetition(_ row: ReportNode, to series: inout Series) throws(ReportFault) {
        if let index = row.optional("repetition_index")?.value.integer {
            guard series.repetitions.insert(index).inserted else { throw .twice(row.place, series.name) }
        } else if !series.real.isEmpty || series.failures > 0 {
            throw .twice(row.place, series.name)
        }
        if row.optional("error_occurred")?.value == .bool(true) {
            series.failures += 1
            return
        }
        _ = try row.member("iterations").count()
        let unit = try timeUnit(row)
        series.real.append(unit.base(try row.member("real_time").amount()))
        if let cpu = row.optional("cpu_time") { series.cpu.append(unit.base(try cpu.amount())) }
    }

    private static func addAggregate(_ row: ReportNode, to series: inout Series) throws(ReportFault) {
        let statistics: [String: Statistic] = ["mean": .mean, "median": .median, "min": .min, "max": .max]
        // The others are deviations and fitted curves, without a time of their own.
        guard let name = row.optional("aggregate_name")?.value.string, let statistic = statistics[name] else {
            return
        }
        let time = try timeUnit(row).base(try row.member("real_time").amount())
        series.summary.append(ReportSummary.Value(statistic, time))
    }

    private static func timeUnit(_ row: ReportNode) throws(ReportFault) -> ReportUnit {
        let member = try row.member("time_unit")
        let name = try member.text()
        guard let unit = ReportUnit.named(name), unit.unit == .time else {
            throw .unknownUnit(member.place, name)
        }
        return unit
    }

    private static func benchmarks(_ series: Series) -> [ImportedBenchmark] {
        guard !series.real.isEmpty else {
            let evidence = ImportedBenchmark.Evidence.summary(
                ReportSummary(count: nil, values: series.summary))
            return [
                ImportedBenchmark(
                    name: series.name, unit: .time, better: .lower, evidence: evidence,
                    failures: series.failures)
            ]
        }
        let real = ImportedBenchmark(
            name: series.name, unit: .time, better: .lower, evidence: .samples([series.real]),
            failures: series.failures)
        guard series.cpu.count == series.real.count else { return [real] }
        let cpu = ImportedBenchmark(
            name: series.name + " cpu_time", unit: .time, better: .lower, evidence: .samples([series.cpu]),
            failures: series.failures, isDetail: true)
        return [real, cpu]
    }
}
