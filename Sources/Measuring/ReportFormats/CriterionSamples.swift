import GateModel
import JSON

/// Where Criterion keeps its samples: `sample.json`, `raw.csv`, and the messages of cargo-criterion.
///
/// Each time is the total of a sample, which has its own number of iterations: the two are divided.
enum CriterionSamples {
    /// `{"sampling_mode": "Linear", "iters": [1, 2], "times": [310, 622]}`, nanoseconds; the name is the folder's.
    static func readSample(_ root: ReportNode) throws(ReportFault) -> ImportedReport {
        let samples = try divided(try root.member("times"), try root.member("iters"), .nanoseconds)
        return report([benchmark("sample", .nanoseconds, samples)])
    }

    /// One JSON object a line; those with a `reason` other than `benchmark-complete` are progress.
    static func readMessages(_ lines: ReportLines) throws(ReportFault) -> ImportedReport {
        var benchmarks: [ImportedBenchmark] = []
        for line in lines where !line.isBlank {
            let node = ReportNode(value: try line.json(), path: "")
            guard node.value["reason"] == "benchmark-complete" else { continue }
            guard benchmarks.count < mostBenchmarks else { throw .tooMany(line.place) }
            do throws(ReportFault) {
                let unit = try unit(try node.member("unit").text(), at: line)
                let samples = try divided(
                    try node.member("measured_values"), try node.member("iteration_count"), unit)
                benchmarks.append(benchmark(try node.member("id").text(), unit, samples))
            } catch {
                throw ReportFault(line.place, error.message, hint: error.hint)
            }
        }
        return report(benchmarks)
    }

    static let rawHeader = "group,function,value,throughput_num,throughput_type,sample_measured_value,unit,"

    private struct RawSeries {
        let name: String
        let unit: ReportUnit
        var values: [Double] = []
    }

    /// One row a sample.
    static func readRaw(_ lines: ReportLines) throws(ReportFault) -> ImportedReport {
        let hint = "give it as 'raw.csv' of Criterion has it, with nothing changed"
        let columns = 8
        var series = NamedSeries<RawSeries>()
        for line in lines.dropFirst() where !line.isBlank {
            guard let fields = commaFields(line), fields.count == columns else {
                throw ReportFault(
                    line.place, "\(columns) fields are wanted, not \(quoted(line.text))", hint: hint)
            }
            let unit = try unit(fields[6], at: line)
            let total = try reportAmount(fields[5], at: line.place)
            let iterations = try reportAmount(fields[7], at: line.place)
            guard iterations > 0 else { throw .nothingMeasured(line.place) }
            let name = fields.prefix(3).filter { !$0.isEmpty }.joined(separator: "/")
            let position = try series.position(of: name, at: line.place) { RawSeries(name: name, unit: unit) }
            guard series.all[position].unit == unit else {
                throw .mixed(line.place, "unit", series.all[position].unit.name, unit.name)
            }
            series.all[position].values.append(unit.base(total / iterations))
        }
        return report(series.all.map { benchmark($0.name, $0.unit, $0.values) })
    }

    private static func unit(_ name: String, at line: ReportLine) throws(ReportFault) -> ReportUnit {
        guard let unit = ReportUnit.named(name) else { throw .unknownUnit(line.place, name) }
        return unit
    }

    private static func divided(
        _ totals: ReportNode, _ iterations: ReportNode, _ unit: ReportUnit
    ) throws(ReportFault) -> [Double] {
        let times = try totals.amounts()
        let counts = try iterations.amounts()
        guard times.count == counts.count else {
            throw iterations.wrong("\(counts.count) numbers of iterations for \(times.count) times")
        }
        guard !counts.contains(0) else { throw .nothingMeasured(iterations.place) }
        return zip(times, counts).map { unit.base($0 / $1) }
    }

    /// Criterion takes less for better, whatever it measures.
    private static func benchmark(
        _ name: String, _ unit: ReportUnit, _ samples: [Double]
    ) -> ImportedBenchmark {
        ImportedBenchmark(name: name, unit: unit.unit, better: .lower, evidence: .samples([samples]))
    }

    private static func report(_ benchmarks: [ImportedBenchmark]) -> ImportedReport {
        ImportedReport(format: .criterion, benchmarks: benchmarks)
    }
}
