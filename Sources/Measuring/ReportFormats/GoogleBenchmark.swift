import GateModel
import JSON

/// google-benchmark's `--benchmark_format=json`: a row a repetition, then rows that sum them up.
///
/// Only rows of single repetitions are samples. Times are in the row's own `time_unit`. Versions before 1.5 tell neither
/// the kind of a row nor its repetition: there the ends of names tell what is a sum (`_mean`).
enum GoogleBenchmark {
    private struct Series {
        let name: String
        var real: [Double] = []
        var cpu: [Double] = []
        var repetitions: Set<Int64> = []
        /// Rows of single repetitions, with those that failed.
        var rows = 0
        /// Whether some do not say which repetition they are.
        var hasUnnumbered = false
        var last: ReportNode
        /// How many repetitions the rows say that there are.
        var declared: Int64?
        var summary: [ReportSummary.Value] = []
        var failures = 0
    }

    static func read(_ root: ReportNode) throws(ReportFault) -> ImportedReport {
        var series = NamedSeries<Series>()
        var notes = notes(root.optional("context"))
        let rows = try root.member("benchmarks").elements()
        let names = Set(rows.compactMap { $0.value["name"]?.string })
        for row in rows {
            let (name, aggregate) = try identity(of: row, among: names)
            if let aggregate {
                // The others are deviations and fitted curves, without a time of their own.
                guard let statistic = statistics[aggregate] else { continue }
                let time = try timeUnit(row).base(try row.member("real_time").amount())
                let position = try series.position(of: name, at: row.place) { Series(name: name, last: row) }
                series.all[position].summary.append(ReportSummary.Value(statistic, time))
                series.all[position].last = row
            } else if row.optional("skipped")?.value == .bool(true) {
                notes.append("\(name) was skipped")
            } else {
                let position = try series.position(of: name, at: row.place) { Series(name: name, last: row) }
                try addRepetition(row, to: &series.all[position])
            }
        }
        for one in series.all { try requireOneRun(one) }
        return ImportedReport(
            format: .googleBenchmark, benchmarks: series.all.flatMap(benchmarks), notes: notes)
    }

    private static let statistics: [String: Statistic] = [
        "mean": .mean, "median": .median, "min": .min, "max": .max,
    ]

    /// The benchmark's name, and what of its repetitions the row is; nil where it is a repetition itself.
    private static func identity(
        of row: ReportNode, among names: Set<String>
    ) throws(ReportFault) -> (name: String, aggregate: String?) {
        let name = try row.member("run_name", or: "name").text()
        if row.optional("run_type")?.value == "aggregate" || row.optional("aggregate_name") != nil {
            return (name, row.optional("aggregate_name")?.value.string ?? "")
        }
        guard row.optional("run_type") == nil else { return (name, nil) }
        if row.optional("rms") != nil || row.optional("big_o") != nil { return (name, "fit") }
        for aggregate in ["mean", "median", "stddev", "cv"] where name.hasSuffix("_\(aggregate)") {
            let base = String(name.dropLast(aggregate.count + 1))
            if names.contains(base) { return (base, aggregate) }
        }
        return (name, nil)
    }

    private static func addRepetition(_ row: ReportNode, to series: inout Series) throws(ReportFault) {
        series.rows += 1
        series.last = row
        if let count = row.optional("repetitions")?.value.integer { series.declared = count }
        if let index = row.optional("repetition_index")?.value.integer {
            guard series.repetitions.insert(index).inserted else { throw .twice(row.place, series.name) }
        } else {
            series.hasUnnumbered = true
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

    /// Repetitions without a number are those of one run where there are not more than the rows say, or where rows that
    /// sum them up follow, once.
    private static func requireOneRun(_ series: Series) throws(ReportFault) {
        let sums = series.summary.count { $0.statistic == .mean }
        let mayBeSeveral = series.hasUnnumbered && series.rows > 1
        let fits = series.declared.map { series.rows <= $0 } ?? (sums == 1)
        guard sums <= 1, !mayBeSeveral || fits else { throw .twice(series.last.place, series.name) }
    }

    private static func notes(_ context: ReportNode?) -> [String] {
        var notes: [String] = []
        if context?.optional("library_build_type")?.value == "debug" {
            notes.append("the benchmark library was built for debugging, which makes times longer")
        }
        if context?.optional("cpu_scaling_enabled")?.value == .bool(true) {
            notes.append("the processor changed its clock while this was measured")
        }
        return notes
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
