import GateModel

/// k6's `--out json`: one JSON object a line, a `Metric` before its first `Point`.
enum K6Points {
    private struct Series {
        let metric: K6Metric
        var values: [Double] = []
    }

    static func read(_ lines: ReportLines) throws(ReportFault) -> ImportedReport {
        var series = NamedSeries<Series>()
        var failures = K6Failures()
        for line in lines where !line.isBlank {
            let node = ReportNode(value: try line.json(), path: "")
            do throws(ReportFault) {
                let name = try node.member("metric").text()
                let data = try node.member("data")
                switch try node.member("type").text() {
                case "Metric":
                    guard series.position(of: name) == nil else { throw .twice(.whole, name) }
                    let metric = try K6Metric(name, describedBy: data)
                    _ = try series.position(of: name, at: .whole) { Series(metric: metric) }
                case "Point":
                    guard let position = series.position(of: name) else {
                        throw node.wrong("a point of \(quoted(name)), which was not declared")
                    }
                    let value = try data.member("value").amount()
                    let inBaseUnit = series.all[position].metric.inBaseUnit(value)
                    series.all[position].values.append(inBaseUnit)
                    if name == "http_req_failed", value > 0 { failures.requests += 1 }
                    if name == "checks", value == 0 { failures.checks += 1 }
                case let type: throw node.wrong("unknown type \(quoted(type))")
                }
            } catch {
                throw ReportFault(.line(line.number), error.message, hint: error.hint)
            }
        }
        let measured = series.all.filter { !$0.values.isEmpty }
        return ImportedReport(
            format: .k6Points,
            benchmarks: measured.map { $0.metric.benchmark(.samples([$0.values]), failures) })
    }
}
