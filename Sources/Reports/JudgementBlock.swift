import GateModel

/// What a person needs to see of one judgement, or of several that are inconclusive for the same reason.
struct JudgementBlock {
    let judgement: Judgement
    /// Others with the same verdict for the same reason.
    let same: [Judgement]
    /// Whether memory over operations is drawn, where it is known.
    var isDrawn = false

    private static let noteLines = 12

    /// - Parameters:
    ///   - source: of the pipeline file; nil where it is not at hand, and the rule is shown as written.
    ///   - columns: of the page; below ``DistributionBar/leastColumns`` there are no bars.
    func lines(source: SourceMap?, columns: Int) -> [Line] {
        let hasBars = columns >= DistributionBar.leastColumns
        return [title] + place(source) + detail + numbers(hasBars)
            + (hasBars ? deciles + plot : []) + explanation + notes + [Line(.quiet("╵"))]
    }

    private var title: Line {
        Line(
            .quiet("╷ "), role("\(judgement.verdict.word)[\(judgement.id)]"),
            .strong(": \(judgement.sentence)"), overflow: .wrap("│   "))
    }

    private func role(_ text: String) -> Piece {
        switch judgement.verdict {
        case .pass: .good(text)
        case .violation: judgement.blocks ? .bad(text) : .caution(text)
        case .inconclusive: .caution(text)
        }
    }

    private func place(_ source: SourceMap?) -> [Line] {
        let excerpt = source.map { $0.excerpt(of: judgement) } ?? []
        let rule = Line(.quiet("│ "), "rule       \(judgement.demand.text)", overflow: .wrap("│            "))
        let limit = judgement.limitInForce.map { [Line(.quiet("│ "), "           limit \($0)")] } ?? []
        return [Line(.quiet("│   --> "), "\(judgement.position)")] + (excerpt.isEmpty ? [rule] + limit : excerpt)
    }

    private var detail: [Line] {
        guard case .inconclusive(let why) = judgement.verdict else { return [] }
        return why.detail.split(separator: "\n").map { Line(.quiet("│ "), "\($0)", overflow: .wrap("│ ")) }
    }

    private func numbers(_ hasBars: Bool) -> [Line] {
        var table = Table()
        for row in judgement.numberRows {
            table.add("\(row.label)", "\(row.value)", "\(hasBars ? row.bar : "")", "\(row.remark)")
        }
        return table.lines(indent: "│ ", gap: 2)
    }

    /// Every second decile of both sides, each as the interval that it lies in.
    private var deciles: [Line] {
        guard let deciles = judgement.finding.deciles, let unit = judgement.unit else { return [] }
        let shown = Array(stride(from: 0, to: 9, by: 2))
        var table = Table()
        table.add(["deciles"] + shown.map { Piece.quiet("\(($0 + 1) * 10) %") })
        for (side, bands) in [("baseline", deciles.baseline), ("candidate", deciles.candidate)] {
            table.add([Piece(side, .plain)] + shown.map { Piece(bands[$0].text(unit), .plain) })
        }
        return table.lines(indent: "│ ", gap: 2)
    }

    private var plot: [Line] {
        guard isDrawn, let series = judgement.finding.memory else { return [] }
        var table = Table()
        for line in MemoryPlot(series).lines { table.add("\(line.label)", "\(line.text)") }
        return table.lines(indent: "│ ", gap: 1)
    }

    private var explanation: [Line] {
        let flip = judgement.flip.map { "flip: \($0)" }
        let evidence = judgement.evidence.map { "evidence: \($0)" }
        return [flip, evidence].compactMap { $0 }.map { text in
            Line(.quiet("│ = "), "\(text)", overflow: .wrap("│   "))
        }
    }

    private var notes: [Line] {
        let pooled = judgement.unit.flatMap(judgement.pooledNote)
        var notes = [pooled, judgement.tailNote].compactMap { $0 }.flatMap { note($0) }
        notes += judgement.remainingNotes.flatMap { note($0.text(judgement.demand), $0.label) }
        if !judgement.blocks { notes += note("does not block") }
        if !same.isEmpty {
            let ids = same.prefix(3).map(\.id).joined(separator: ", ")
            let more = same.count > 3 ? " and \(same.count - 3) more" : ""
            notes += note("the same for \(ids)\(more)")
        }
        return notes
    }

    /// Of a long output the end is shown.
    private func note(_ text: String, _ label: Note.Label = .note) -> [Line] {
        let rows = "\(label.rawValue): \(text)".split(separator: "\n")
        let left = rows.count - JudgementBlock.noteLines
        let shown = left > 0 ? ["note: … \(left) lines before"] + rows.suffix(JudgementBlock.noteLines) : rows
        return shown.enumerated().map { index, row in
            Line(.quiet(index == 0 ? "│ = " : "│   "), "\(row)", overflow: .wrap("│   "))
        }
    }
}

extension Deciles.Band {
    /// `38.1 … 38.4 ms`, `38.4 ms or less`
    fileprivate func text(_ unit: MetricUnit) -> String {
        switch (lower.map(unit.text), upper.map(unit.text)) {
        case (let lower?, let upper?):
            let words = (lower.split(separator: " "), upper.split(separator: " "))
            let isShared = words.0.count == 2 && words.0.last == words.1.last
            return "\(isShared ? String(words.0[0]) : lower) … \(upper)"
        case (let lower?, nil): return "\(lower) or more"
        case (nil, let upper?): return "\(upper) or less"
        case (nil, nil): return "some \(unit.text(value))"
        }
    }
}
