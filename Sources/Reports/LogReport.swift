package import GateModel

/// What `pawl log list` and `pawl log show` print.
package enum LogReport {
    /// One row an entry, in the order given; wider than a page if need be, so that nothing is cut.
    package static func list(_ lines: [LogLine], style: Style = .plain) -> String {
        var page = Page()
        guard !lines.isEmpty else {
            page.add("the log has no entries")
            return page.text(style)
        }
        var table = Table()
        for line in lines {
            let decision = line.decision
            table.add(
                "\(line.index)", .quiet(utcText(decision.context.time)), .strong(decision.kind.rawValue),
                "\(decision.pipeline.name)", "\(decision.candidate.commit.short) → \(decision.environment)",
                .quiet(String(line.leaf.prefix(7))), line.outcome)
        }
        page.add(table.lines(gap: 2, isWide: true))
        return page.text(style)
    }

    /// Everything that the entry says, readable.
    ///
    /// - Parameters:
    ///   - source: of the pipeline file in force, whose lines are shown; nil where nobody kept it.
    ///   - columns: of the terminal; from 100 on it makes no difference.
    package static func show(
        _ line: LogLine, source: SourceMap? = nil, style: Style = .plain, columns: Int = 100
    ) -> String {
        var page = Page(columns: columns)
        page.add(headline(line))
        for section in [
            pipelineChange(line), identity(line), context(line), line.evidence.flatMap(evidence),
            stages(line),
            blocks(line, source, columns),
            plan(line), rollback(line),
        ] where !section.isEmpty {
            page.blank()
            page.add(section)
        }
        return page.text(style)
    }
}
