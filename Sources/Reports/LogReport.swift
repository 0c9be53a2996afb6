package import GateModel

/// What `pawl log list` and `pawl log show` print.
package enum LogReport {
    /// One row an entry, in the order given; wider than a page if need be, so that nothing is cut.
    package static func list(_ lines: [LogLine], style: Style = .plain) -> String {
        guard !lines.isEmpty else {
            return Document([.paragraph("the log has no entries")]).text(style)
        }
        var table = Table(gap: 2, isWide: true)
        for line in lines {
            let decision = line.decision
            table.add(
                "\(line.index)", .quiet(utcText(decision.context.time)), .strong(decision.kind.rawValue),
                "\(decision.pipeline.name)", "\(decision.candidate.commit.short) → \(decision.environment)",
                .quiet(String(line.leaf.prefix(7))), line.outcome, .quiet("\(people(line))"))
        }
        return Document(table.block).text(style)
    }

    /// Who did it, and why where somebody said so: `anna@example.org: "customers complain"`.
    private static func people(_ line: LogLine) -> String {
        line.signer + (line.decision.reason.map { ": \"\($0)\"" } ?? "")
    }

    /// Everything that the entry says, readable.
    ///
    /// - Parameters:
    ///   - source: of the pipeline file in force, whose lines are shown; nil where nobody kept it.
    ///   - columns: of the terminal; from 100 on it makes no difference.
    package static func show(
        _ line: LogLine, source: SourceMap? = nil, style: Style = .plain, columns: Int = 100
    ) -> String {
        Document(
            [headline(line)], pipelineChange(line), identity(line), context(line),
            line.evidence.map(evidence), stages(line), blocks(line, source), passes(line), plan(line),
            rollback(line)
        ).text(style, columns: columns)
    }
}
