import GateModel
import JSON

/// Locust's `--json`: one entry a request name, with a histogram of rounded milliseconds in no order.
enum Locust {
    /// The first words of Locust's CSV files, which it writes every few seconds and not at the end.
    static let staleHeaders = ["Type,Name,Request Count,", "Timestamp,User Count,", "Method,Name,Error,"]

    static func read(_ root: ReportNode) throws(ReportFault) -> ImportedReport {
        var benchmarks: [ImportedBenchmark] = []
        for entry in try root.elements() { benchmarks.append(try benchmark(entry)) }
        return ImportedReport(format: .locust, benchmarks: benchmarks)
    }

    private static func benchmark(_ entry: ReportNode) throws(ReportFault) -> ImportedBenchmark {
        let name = try entry.member("name").text()
        let method = entry.optional("method")?.value.string
        let requests = try entry.member("num_requests").count()
        let failures = try entry.member("num_failures").countOrNone()
        let unit = ReportUnit.milliseconds

        let histogram = try entry.member("response_times")
        var times: [(milliseconds: Double, count: Int)] = []
        for (key, node) in try histogram.members() {
            guard let milliseconds = Double(key), milliseconds.isFinite, milliseconds >= 0 else {
                throw .notFinite(node.place, key)
            }
            times.append((milliseconds, try node.count()))
        }
        times.sort { $0.milliseconds < $1.milliseconds }
        let timed = times.reduce(0.0) { $0 + Double($1.count) }
        let untimed = try entry.optional("num_none_requests")?.amount() ?? 0
        guard timed > 0, timed + untimed == Double(requests) else {
            throw histogram.wrong("it has \(significant(timed)) of \(requests) requests")
        }

        /// The least time that so large a share of the requests kept to.
        func quantile(_ share: Double) -> Double {
            var seen = 0.0
            for time in times {
                seen += Double(time.count)
                if seen >= share * timed { return unit.base(time.milliseconds) }
            }
            return unit.base(times[times.count - 1].milliseconds)
        }
        let total = try entry.member("total_response_time").amount()
        var values = [ReportSummary.Value(.mean, unit.base(total / timed))]
        values.append(ReportSummary.Value(.median, quantile(0.5)))
        for share in [0.95, 0.99] { values.append(ReportSummary.Value(.quantile(share), quantile(share))) }
        values += try summary(
            entry, [("min_response_time", .min), ("max_response_time", .max)], unit.base)
        return ImportedBenchmark(
            name: method.map { "\($0) \(name)" } ?? name, unit: .time, better: .lower,
            evidence: .summary(ReportSummary(count: requests, values: values)), failures: failures)
    }
}
