import GateModel

extension PipelineReader {
    private static let requestKeys = ["request", "headers", "json", "body", "then", "weight"]

    /// The operations of a tool. One that is wrong is kept, so that rules that name it are not reported too.
    func runs(_ section: SourceNode.Entry, _ values: [Pipeline.NamedValues]) -> [DeclaredOperation] {
        checkVariables(values, at: section)
        return named(section).map { entry in
            DeclaredOperation(
                name: entry.key, action: .run(run(entry, values)), weight: 1,
                position: problems.position(of: entry.keySpan))
        }
    }

    private func run(_ entry: SourceNode.Entry, _ values: [Pipeline.NamedValues]) -> DeclaredOperation.Run {
        var keys = KeyReader(entry.value, of: "'\(entry.key)'", at: entry.keySpan, problems: problems)
        let command = keys.required("run") { node throws(Fault) in
            let command = try node.command()
            try checkPlaces(in: command, values, at: node.span)
            return command
        }
        let input = keys.optional("stdin", default: "", SourceNode.text)
        let status = keys.optional("expect", default: 0) { node throws(Fault) in
            try node.integer(in: 0...255)
        }
        let report = report(&keys)
        for wrong in keys.present(among: Self.requestKeys) {
            _ = keys.entry(wrong.key)
            problems.report(
                Fault(
                    wrong.keySpan,
                    "'\(wrong.key)' belongs to an operation of a service, and this is a tool's",
                    hint: "write '\(entry.key): { run: [./tool, argument] }'"))
        }
        keys.finish()
        return DeclaredOperation.Run(
            command: command ?? .direct(["true"]), standardInput: input, status: status, report: report)
    }

    private func report(_ keys: inout KeyReader) -> DeclaredOperation.Report? {
        let format = keys.optional("read") { node throws(Fault) in
            // A file with one number a line does not say what the numbers are.
            try node.word(of: ReportFormat.allCases.filter { $0 != .numbers })
        }
        let benchmarkEntry = keys.entry("benchmark")
        let benchmark = benchmarkEntry.flatMap { entry in
            problems.attempt { () throws(Fault) in try entry.value.text() }
        }
        if let benchmarkEntry, keys.present(among: ["read"]).isEmpty {
            problems.report(
                Fault(
                    benchmarkEntry.keySpan, "'benchmark' names a part of a report, but no report is read",
                    hint: "write 'read: pytest-benchmark', or what else the command writes to $PAWL_OUT"))
        }
        return format.map { DeclaredOperation.Report(format: $0, benchmark: benchmark) }
    }

    /// Refuses `{name}` of a declared value: commands get values as variables, so the braces would reach the command.
    private func checkPlaces(
        in command: DeclaredCommand, _ values: [Pipeline.NamedValues], at span: SourceSpan
    ) throws(Fault) {
        let text = " \(command)"
        for value in values {
            for place in text.ranges(of: "{\(value.name)}")
            where text[text.index(before: place.lowerBound)] != "$" {
                throw Fault(
                    span, "'{\(value.name)}' is not filled in: a command gets values as variables",
                    hint: "read '\(value.variable)' from the environment; in a shell: \"$\(value.variable)\"")
            }
        }
    }

    /// Refuses two values that would be passed in the same variable.
    private func checkVariables(_ values: [Pipeline.NamedValues], at section: SourceNode.Entry) {
        for (index, value) in values.enumerated() {
            guard let other = values[..<index].first(where: { $0.variable == value.variable }) else {
                continue
            }
            problems.report(
                Fault(
                    section.keySpan,
                    "the values '\(other.name)' and '\(value.name)' are both passed as '\(value.variable)'",
                    hint: "rename one of them"))
        }
    }
}
