import GateModel
import JSON

/// Where Criterion keeps its samples: `sample.json`, `raw.csv`, and the messages of cargo-criterion.
///
/// Each time is the total of a sample, which has its own number of iterations: the two are divided.
enum CriterionSamples {
    /// `{"sampling_mode": "Linear", "iters": [1, 2], "times": [310, 622]}`, nanoseconds; the name is the folder's.
    static func readSample(_ root: ReportNode) throws(ReportFault) -> ImportedReport {
        let samples = try divided(try root.member("times"), try root.member("iters"), .nanoseconds)
        return report([benchmark("sample", samples)])
    }

    /// One JSON object a line; those with a `reason` other than `benchmark-complete` are progress.
    static func readMessages(_ lines: [ReportLine]) throws(ReportFault) -> ImportedReport {
        var benchmarks: [ImportedBenchmark] = []
        for line in lines where !line.isBlank {
            let node = ReportNode(value: try line.json(), path: "")
            guard node.value["reason"] == "benchmark-complete" else { continue }
            do throws(ReportFault) {
                let unitNode = try node.member("unit")
                let unitName = try unitNode.text()
                guard let unit = ReportUnit.named(unitName) else { throw .unknownUnit(line.place, unitName) }
                let samples = try divided(
                    try node.member("measured_values"), try node.member("iteration_count"), unit)
                benchmarks.append(benchmark(try node.member("id").text(), samples))
            } catch {
                throw ReportFault(line.place, error.message, hint: error.hint)
            }
        }
        return report(benchmarks)
    }

    static let rawHeader = "group,function,value,throughput_num,throughput_type,sample_measured_value,unit,"

    /// One row a sample. Names with commas in them are in quotes, which this does not read.
    static func readRaw(_ lines: [ReportLine]) throws(ReportFault) -> ImportedReport {
        let hint = "give it as 'raw.csv' of Criterion has it, with nothing changed"
        let columns = lines[0].text.split(separator: ",", omittingEmptySubsequences: false).count
        var order: [String] = []
        var samples: [String: [Double]] = [:]
        for line in lines.dropFirst() where !line.isBlank {
            let text = line.text
            let fields = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            guard fields.count == columns, columns == 8, !text.contains("\"") else {
                throw ReportFault(
                    line.place, "\(fields.count) fields where \(columns) are wanted", hint: hint)
            }
            guard let unit = ReportUnit.named(fields[6]) else { throw .unknownUnit(line.place, fields[6]) }
            let total = try reportAmount(fields[5], at: line.place)
            let iterations = try reportAmount(fields[7], at: line.place)
            guard iterations > 0 else { throw .nothingMeasured(line.place) }
            let name = fields.prefix(3).filter { !$0.isEmpty }.joined(separator: "/")
            if samples[name] == nil { order.append(name) }
            samples[name, default: []].append(unit.base(total / iterations))
        }
        return report(order.map { benchmark($0, samples[$0] ?? []) })
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

    private static func benchmark(_ name: String, _ samples: [Double]) -> ImportedBenchmark {
        ImportedBenchmark(name: name, unit: .time, better: .lower, evidence: .samples([samples]))
    }

    private static func report(_ benchmarks: [ImportedBenchmark]) -> ImportedReport {
        ImportedReport(format: .criterion, benchmarks: benchmarks)
    }
}
