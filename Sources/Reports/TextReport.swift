import GateModel

/// What `pawl gate` prints at its end, for people, in 100 columns.
package enum TextReport {
    static let mostBlocks = 12

    /// - Parameter columns: of the terminal; from 100 on it makes no difference.
    package static func text(_ summary: GateSummary, style: Style = .plain, columns: Int = 100)
        -> String
    {
        document(summary).text(style, columns: columns)
    }

    static func document(_ summary: GateSummary) -> Document {
        Document(
            [summary.headline], pipelineChange(summary), advice(summary), reason(summary), stages(summary),
            summary.results.flatMap(\.loadBlocks), blocks(summary), warningBlocks(summary.results),
            rollback(summary), problems(summary), entries(summary))
    }

    /// More are in the entry, which 'pawl log show' prints.
    private static let mostChangedLines = 12

    private static func pipelineChange(_ summary: GateSummary) -> [Block] {
        summary.plan.pipelineChange?.blocks(path: summary.plan.source.path, most: mostChangedLines) ?? []
    }

    private static func advice(_ summary: GateSummary) -> [Block] {
        guard case .advice = summary.outcome else { return [] }
        return [
            .paragraph(
                .caution("'enforce: no'"), ": this is advice, no approval; nothing is deployed", hanging: 2)
        ]
    }

    private static func problems(_ summary: GateSummary) -> [Block] {
        summary.problems.flatMap { problem in
            problem.split(separator: "\n").enumerated().map { index, text in
                index == 0
                    ? .paragraph(.bad("error"), ": \(text)", hanging: 2)
                    : .paragraph("\(text)", hanging: 4)
            }
        }
    }

    /// Why it is inconclusive, if no judgement says so itself.
    private static func reason(_ summary: GateSummary) -> [Block] {
        switch summary.outcome {
        case .inconclusive(let why), .held(let why), .advice(.inconclusive(let why)):
            let isSaid = summary.results.contains {
                $0.judgements.contains { $0.verdict == .inconclusive(why) }
            }
            return isSaid
                ? [] : [.paragraph(.caution(why.reason.rawValue), ": \(why.detail.text)", hanging: 2)]
        case .approved, .advice, .deployed, .blocked, .rolledBack, .rollbackImpossible: return []
        }
    }

    private static func stages(_ summary: GateSummary) -> [Block] {
        switch summary.outcome {
        case .approved, .deployed, .advice(.pass): summary.stageTable
        case .advice, .blocked, .inconclusive, .held, .rolledBack, .rollbackImpossible: []
        }
    }

    private static func blocks(_ summary: GateSummary) -> [Block] {
        let blocks = JudgementBlocks(summary.results).blocks
        var shown = blocks.prefix(mostBlocks).map { $0.block(source: summary.plan.map) }
        if blocks.count > mostBlocks {
            let all = summary.decisiveEntry.map { "; 'pawl log show \($0.index)' lists all" } ?? ""
            shown.append(.paragraph("… and \(blocks.count - mostBlocks) more\(all)"))
        }
        return shown
    }

    private static func rollback(_ summary: GateSummary) -> [Block] {
        switch summary.outcome {
        case .rolledBack(let report):
            return [
                .timeline(
                    RollbackTimeline(
                        report: report, pipeline: summary.plan.pipeline.name,
                        environment: summary.plan.environment))
            ]
        case .rollbackImpossible(let problem):
            let command =
                "pawl rollback \(summary.plan.pipeline.name) --environment \(summary.plan.environment)"
            return problem.split(separator: "\n").map { .paragraph("\($0)", hanging: 2) } + [
                .paragraph(
                    .bad("page someone"),
                    "; nothing is undone, \(summary.plan.candidate.commit.short) may be running; ",
                    "when it is mended, run '\(command)'", hanging: 2)
            ]
        case .approved, .advice, .deployed, .blocked, .inconclusive, .held: return []
        }
    }

    private static func entries(_ summary: GateSummary) -> [Block] {
        var lines = summary.entries.map {
            Block.paragraph("log: entry \($0.index) \($0.kind.rawValue) ", .quiet($0.shortLeaf))
        }
        if let isolation = summary.isolation { lines.append(.paragraph("isolation \(isolation)")) }
        if let entry = summary.decisiveEntry ?? summary.entries.last {
            lines.append(.paragraph("check: pawl log show \(entry.index)"))
        } else {
            lines.append(.paragraph(.bad("log: nothing was recorded")))
        }
        return lines
    }
}

extension GateSummary.Entry {
    fileprivate var shortLeaf: String { "\(leaf.prefix(7))…" }
}
