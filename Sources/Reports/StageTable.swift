import GateModel

extension GateSummary {
    /// One line a stage: what it came to, over how many rules, in what time, and which rule came closest to its limit.
    var stageTable: [Line] {
        var table = Table()
        for result in results {
            table.add(
                "\(result.stage.rawValue)", result.verdict.piece, "\(result.extent)",
                "\(secondsText(result.seconds))",
                "\(closest(result))")
        }
        return table.lines(indent: "  ")
    }

    private func closest(_ result: StageResult) -> String {
        let measured = result.judgements.filter { $0.verdict == .pass }.compactMap { judgement in
            judgement.closeness(plan.pipeline).map { (judgement: judgement, closeness: $0) }
        }
        guard let closest = measured.max(by: { $0.closeness < $1.closeness })?.judgement else { return "" }
        return "closest: \(closest.shortSentence(MetricUnits(plan.pipeline.metrics)))"
    }
}

extension StageResult {
    /// `5 rules, 33 judged`
    var extent: String {
        let rules = Set(judgements.map { "\($0.position) \($0.rule)" })
        return "\(counted(rules.count, "rule")), \(judgements.count) judged"
    }

    /// Crossed `warn` limits and other warnings, of passes too, each with the judgement that it belongs to.
    var warnings: [(judgement: Judgement, text: String)] {
        judgements.flatMap { judgement in
            judgement.notes.filter { $0.hasPrefix("warning:") }.map { (judgement, String($0.dropFirst(8))) }
        }
    }
}

extension Verdict {
    var piece: Piece {
        switch self {
        case .pass: .good(word)
        case .violation: .bad(word)
        case .inconclusive: .caution(word)
        }
    }
}
