import GateModel

/// What a person needs to see of one judgement, or of several that are inconclusive for the same reason.
struct JudgementBlock {
    let judgement: Judgement
    /// Others with the same verdict for the same reason.
    let same: [Judgement]
    /// Whether memory over operations is drawn, where it is known.
    var isDrawn = false

    private static let noteLines = 12

    /// - Parameter source: of the pipeline file; nil where it is not at hand, and the rule is shown as written.
    func block(source: SourceMap?) -> Block {
        .judgement(
            title: [
                role("\(judgement.verdict.word)[\(judgement.id)]"), .strong(": \(judgement.sentence)"),
            ],
            place(source) + detail + numbers + deciles + plot + explanation + notes)
    }

    private func role(_ text: String) -> Piece {
        switch judgement.verdict {
        case .pass: .good(text)
        case .violation: judgement.blocks ? .bad(text) : .caution(text)
        case .inconclusive: .caution(text)
        }
    }

    private func place(_ source: SourceMap?) -> [Block] {
        let place = Block.paragraph(.quiet("--> "), "\(judgement.position)", indent: 2)
        if let excerpt = source?.excerpt(of: judgement) { return [place, .excerpt(excerpt)] }
        var rule = Table(gap: 7)
        rule.add("rule", "\(judgement.demand.text)")
        if let limit = judgement.limitInForce { rule.add("", "limit \(limit)") }
        return [place] + rule.block
    }

    private var detail: [Block] {
        guard case .inconclusive(let why) = judgement.verdict else { return [] }
        return why.detail.text.split(separator: "\n").map { .paragraph("\($0)") }
    }

    private var numbers: [Block] {
        let rows = judgement.numberRows
        return rows.isEmpty ? [] : [.distribution(rows)]
    }

    /// Every second decile of both sides, each as the interval that it lies in.
    private var deciles: [Block] {
        guard let deciles = judgement.numbers.deciles, let unit = judgement.unit else { return [] }
        let shown = Array(stride(from: 0, to: 9, by: 2))
        var table = Table(gap: 2, isOptional: true)
        table.add(["deciles"] + shown.map { Piece.quiet("\(($0 + 1) * 10) %") })
        for (side, bands) in [("baseline", deciles.baseline), ("candidate", deciles.candidate)] {
            table.add([Piece(side, .plain)] + shown.map { Piece(bands[$0].text(unit), .plain) })
        }
        return table.block
    }

    private var plot: [Block] {
        guard isDrawn, let series = judgement.numbers.memory else { return [] }
        return [.plot(series)]
    }

    private var explanation: [Block] {
        [("flip", judgement.flip), ("evidence", judgement.evidence)].compactMap { label, text in
            text.map { .note(label: label, text: $0) }
        }
    }

    private var notes: [Block] {
        let pooled = judgement.unit.flatMap(judgement.pooledNote)
        var notes = [pooled, judgement.tailNote].compactMap { $0 }.map { note($0) }
        notes += judgement.remainingNotes.map { note($0.text(judgement.demand), $0.label) }
        if !judgement.blocks { notes.append(note("does not block")) }
        if !same.isEmpty {
            let ids = same.prefix(3).map(\.id).joined(separator: ", ")
            let more = same.count > 3 ? " and \(same.count - 3) more" : ""
            notes.append(note("the same for \(ids)\(more)"))
        }
        return notes
    }

    /// Of a long output the end is shown.
    private func note(_ text: String, _ label: Note.Label = .note) -> Block {
        let rows = text.split(separator: "\n")
        let left = rows.count - JudgementBlock.noteLines
        let shown =
            left > 0 ? ["… \(left) lines before"] + rows.suffix(JudgementBlock.noteLines) : rows
        return .note(label: label.rawValue, text: shown.joined(separator: "\n"))
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
