import GateModel

/// What `pawl gate` prints at its end, for people, in 100 columns.
package enum TextReport {
    static let mostBlocks = 12

    /// - Parameter columns: of the terminal; from 100 on it makes no difference.
    package static func text(_ summary: GateSummary, style: Style = .plain, columns: Int = 100)
        -> String
    {
        var page = Page(columns: columns)
        page.add(summary.headline)
        for section in sections(summary, columns) where !section.isEmpty {
            page.blank()
            page.add(section)
        }
        return page.text(style)
    }

    private static func sections(_ summary: GateSummary, _ columns: Int) -> [[Line]] {
        [
            pipelineChange(summary), advice(summary), reason(summary), stages(summary),
            summary.results.flatMap(\.loadLines), blocks(summary, columns),
            warningLines(summary.results),
            rollback(summary),
            problems(summary),
            entries(summary),
        ]
    }

    /// More are in the entry, which 'pawl log show' prints.
    private static let mostChangedLines = 12

    private static func pipelineChange(_ summary: GateSummary) -> [Line] {
        summary.plan.pipelineChange?.lines(path: summary.plan.source.path, most: mostChangedLines) ?? []
    }

    private static func advice(_ summary: GateSummary) -> [Line] {
        guard case .advice = summary.outcome else { return [] }
        return [
            Line(
                .caution("'enforce: no'"), ": this is advice, no approval; nothing is deployed",
                overflow: .wrap("  "))
        ]
    }

    private static func problems(_ summary: GateSummary) -> [Line] {
        summary.problems.flatMap { problem in
            problem.split(separator: "\n").enumerated().map { index, text in
                index == 0
                    ? Line(.bad("error"), ": \(String(text))", overflow: .wrap("  "))
                    : Line("\(String(text))", overflow: .wrap("    "))
            }
        }
    }

    /// Why it is inconclusive, if no judgement says so itself.
    private static func reason(_ summary: GateSummary) -> [Line] {
        switch summary.outcome {
        case .inconclusive(let why), .held(let why), .advice(.inconclusive(let why)):
            let isSaid = summary.results.contains {
                $0.judgements.contains { $0.verdict == .inconclusive(why) }
            }
            return isSaid
                ? [] : [Line(.caution(why.reason.rawValue), ": \(why.detail)", overflow: .wrap("  "))]
        case .approved, .advice, .deployed, .blocked, .rolledBack, .rollbackImpossible: return []
        }
    }

    private static func stages(_ summary: GateSummary) -> [Line] {
        switch summary.outcome {
        case .approved, .deployed, .advice(.pass): summary.stageTable
        case .advice, .blocked, .inconclusive, .held, .rolledBack, .rollbackImpossible: []
        }
    }

    private static func blocks(_ summary: GateSummary, _ columns: Int) -> [Line] {
        let blocks = JudgementBlocks(summary.results).blocks
        var lines = blocks.prefix(mostBlocks).flatMap {
            $0.lines(source: summary.plan.map, columns: columns)
        }
        if blocks.count > mostBlocks {
            let all = summary.decisiveEntry.map { "; 'pawl log show \($0.index)' lists all" } ?? ""
            lines.append(Line("… and \(blocks.count - mostBlocks) more\(all)"))
        }
        return lines
    }

    private static func rollback(_ summary: GateSummary) -> [Line] {
        switch summary.outcome {
        case .rolledBack(let report):
            return RollbackTimeline(
                report: report, pipeline: summary.plan.pipeline.name, environment: summary.plan.environment
            ).lines
        case .rollbackImpossible(let problem):
            let command =
                "pawl rollback \(summary.plan.pipeline.name) --environment \(summary.plan.environment)"
            return problem.split(separator: "\n").map { Line("\($0)", overflow: .wrap("  ")) } + [
                Line(
                    .bad("page someone"),
                    "; nothing is undone, \(summary.plan.candidate.commit.short) may be running; ",
                    "when it is mended, run '\(command)'", overflow: .wrap("  "))
            ]
        case .approved, .advice, .deployed, .blocked, .inconclusive, .held: return []
        }
    }

    private static func entries(_ summary: GateSummary) -> [Line] {
        var lines = summary.entries.map {
            Line("log: entry \($0.index) \($0.kind.rawValue) ", .quiet($0.shortLeaf))
        }
        if let isolation = summary.isolation { lines.append(Line("isolation \(isolation)")) }
        if let entry = summary.decisiveEntry ?? summary.entries.last {
            lines.append(Line("check: pawl log show \(entry.index)"))
        } else {
            lines.append(Line(.bad("log: nothing was recorded")))
        }
        return lines
    }
}

extension GateSummary.Entry {
    fileprivate var shortLeaf: String { "\(leaf.prefix(7))…" }
}
