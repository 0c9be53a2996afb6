import GateModel

/// k6's `--out json`: one JSON object a line, a `Metric` before its first `Point`.
enum K6Points {
    private struct Series {
        let metric: K6Metric
        var values: [Double] = []
    }

    static func read(_ lines: [ReportLine]) throws(ReportFault) -> ImportedReport {
        var order: [String] = []
        var series: [String: Series] = [:]
        var failures = 0
        for line in lines where !line.isBlank {
            let node = ReportNode(value: try line.json(), path: "")
            do throws(ReportFault) {
                let name = try node.member("metric").text()
                let data = try node.member("data")
                switch try node.member("type").text() {
                case "Metric":
                    guard series[name] == nil else { throw .twice(.whole, name) }
                    order.append(name)
                    series[name] = Series(metric: try metric(name, data))
                case "Point":
                    guard let metric = series[name]?.metric else {
                        throw node.wrong("a point of \(quoted(name)), which was not declared")
                    }
                    let value = try data.member("value").amount()
                    series[name]?.values.append(metric.base(value))
                    if name == "http_req_failed", value > 0 { failures += 1 }
                    if name == "checks", value == 0 { failures += 1 }
                case let type: throw node.wrong("unknown type \(quoted(type))")
                }
            } catch {
                throw ReportFault(.line(line.number), error.message, hint: error.hint)
            }
        }
        let measured = order.compactMap { series[$0] }.filter { !$0.values.isEmpty }
        return ImportedReport(
            format: .k6Points,
            benchmarks: measured.map { $0.metric.benchmark(.samples([$0.values]), failures: failures) })
    }

    private static func metric(_ name: String, _ data: ReportNode) throws(ReportFault) -> K6Metric {
        let kindName = try data.member("type").text()
        guard let kind = K6Metric.Kind(rawValue: kindName) else {
            throw data.wrong("unknown kind of metric \(quoted(kindName))")
        }
        return try K6Metric(name, kind: kind, contains: try data.member("contains").text())
    }
}
