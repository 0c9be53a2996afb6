import GateModel

extension StageReader {
    /// Reads `{ run: ./lint, read: junit, env: [A], secrets: [B] }`.
    func check(_ keys: inout KeyReader) -> Stage.Kind? {
        let run = keys.required("run", SourceNode.command)
        let report = keys.optional("read", reportOfCheck)
        let environment = keys.optional("env", default: [], SourceNode.variables)
        let secrets = keys.optional("secrets", default: [], SourceNode.variables)
        guard let run else { return nil }
        return .check(
            Stage.Check(run: run, report: report, environment: environment, secrets: secrets))
    }

    /// Refuses the reports of benchmarks too, which name no cases.
    private func reportOfCheck(_ node: SourceNode) throws(Fault) -> Stage.Check.Report {
        let text = try node.text()
        if let report = Stage.Check.Report(rawValue: text) { return report }
        let hint =
            ReportFormat(rawValue: text) == nil
            ? "write 'read: junit', or leave 'read' out and let the exit status decide"
            : "a report of times belongs to an operation of a 'tool', whose rules judge it in 'regress'"
        throw Fault(node.span, "expected 'junit', found \(quoted(text))", hint: hint)
    }
}
