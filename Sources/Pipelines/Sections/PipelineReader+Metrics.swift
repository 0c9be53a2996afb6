import GateModel

extension PipelineReader {
    private static let sources = ["header", "json", "server_timing", "openmetrics", "run"]

    /// The declared metrics, and the names of those that are wrong and reported.
    func metrics(
        _ section: SourceNode.Entry, _ requests: RequestReader, of subject: SubjectKind
    ) -> (sound: [Metric], broken: [String]) {
        var metrics: (sound: [Metric], broken: [String]) = ([], [])
        for entry in named(section, also: "_") {
            if Metric.builtIns.contains(where: { $0.name == entry.key }) {
                problems.report(
                    Fault(entry.keySpan, "'\(entry.key)' is a built-in metric", hint: "choose another name"))
                continue
            }
            let before = problems.count
            if let metric = metric(entry, requests, of: subject), problems.count == before {
                metrics.sound.append(metric)
            } else {
                metrics.broken.append(entry.key)
            }
        }
        return metrics
    }

    private func metric(
        _ entry: SourceNode.Entry, _ requests: RequestReader, of subject: SubjectKind
    ) -> Metric? {
        var keys = KeyReader(
            entry.value, of: "'\(entry.key)'", at: entry.keySpan, problems: problems)
        let source = source(&keys, of: entry, requests)
        if subject == .tool,
            let wrong = keys.present(among: ["header", "json", "server_timing", "openmetrics"]).first
        {
            problems.report(
                Fault(
                    wrong.keySpan, "'\(wrong.key)' reads an answer over HTTP, and a tool gives none",
                    hint: "a tool's own metrics come from 'run'"))
        }
        let unit = keys.optional("unit") { node throws(Fault) in try node.metricUnit(for: source) }
        let better = keys.optional("better", default: .lower) { node throws(Fault) in
            try node.word(of: [Metric.Direction.lower, .higher])
        }
        keys.finish()
        return source.map { source in
            Metric(
                name: entry.key, unit: unit ?? (source.isServerTiming ? .time : .plain), better: better,
                source: source)
        }
    }

    private func source(
        _ keys: inout KeyReader, of entry: SourceNode.Entry, _ requests: RequestReader
    ) -> Metric.Source? {
        let header = keys.optional("header", SourceNode.headerName)
        let serverTiming = keys.optional("server_timing", SourceNode.headerName)
        let pointer = keys.optional("json", SourceNode.jsonPointer)
        let counter = keys.optional("openmetrics", SourceNode.counterSeries)
        let command = keys.optional("run", SourceNode.command)
        let written = keys.present(among: Self.sources)
        if written.count > 1 {
            problems.report(
                Fault(
                    written[1].keySpan,
                    "'\(entry.key)' has two sources, '\(written[0].key)' and '\(written[1].key)'",
                    hint: "declare two metrics"))
        } else if written.isEmpty {
            problems.report(
                Fault(
                    entry.keySpan, "'\(entry.key)' needs a source",
                    hint: "one of: " + Self.sources.joined(separator: ", ")))
        }
        if written.first?.key == "json" {
            let request = keys.required("of") { node throws(Fault) in try requests.request(node) }
            guard let pointer, let request else { return nil }
            return .json(pointer: pointer, of: request)
        }
        if written.first?.key == "openmetrics" {
            let request = keys.optional("of") { node throws(Fault) in
                try requests.request(node, method: "GET")
            }
            return counter.map { .openMetrics($0, of: (request ?? .metrics).askingForOpenMetrics) }
        }
        if let of = keys.entry("of"), !written.isEmpty {
            problems.report(Fault(of.keySpan, "'of' belongs to a 'json' or 'openmetrics' source"))
        }
        return header.map(Metric.Source.header) ?? serverTiming.map(Metric.Source.serverTiming)
            ?? command.map(Metric.Source.command)
    }
}

extension Metric.Source {
    fileprivate var isServerTiming: Bool {
        if case .serverTiming = self { true } else { false }
    }
}

extension SourceNode {
    fileprivate func headerName() throws(Fault) -> String {
        let name = try text()
        guard isHeaderName(name) else { throw Fault(span, "\(quoted(name)) is not the name of a header") }
        return name
    }

    /// RFC 6901: empty, or a slash before each member.
    fileprivate func jsonPointer() throws(Fault) -> String {
        let pointer = try text()
        guard pointer.isEmpty || pointer.hasPrefix("/") else {
            throw Fault(
                span, "\(quoted(pointer)) is not a JSON pointer", hint: "such as /score or /stats/0/queries")
        }
        return pointer
    }

    /// A kind of unit such as `time`. A source gives its numbers in the base unit, so `ms` is no unit of a metric.
    fileprivate func metricUnit(for source: Metric.Source?) throws(Fault) -> MetricUnit {
        let text = try text()
        if let unit = QuantityUnit.all.first(where: { $0.name == text }) {
            let base =
                [MetricUnit.time: "seconds", .bytes: "bytes", .share: "shares of one"][unit.of] ?? "numbers"
            throw Fault(
                span, "expected a kind of unit, found '\(text)'",
                hint: "write '\(unit.of.rawValue)'; the source gives \(base)")
        }
        let unit = try word(of: [MetricUnit.time, .bytes, .count, .share, .plain])
        guard source?.isServerTiming != true || unit == .time || unit == .count else {
            throw Fault(span, "the unit of 'server_timing' is 'time' or 'count'")
        }
        return unit
    }
}
