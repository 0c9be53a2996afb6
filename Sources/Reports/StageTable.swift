import GateModel

extension GateSummary {
    /// One line a stage: what it came to, in what time, over how many rules, and which came closest to its
    /// limit.
    var stageTable: [Block] {
        var table = Table(indent: 2, gap: 2)
        for result in results {
            table.add(
                "\(result.stage.rawValue)", result.verdict.piece, "\(secondsText(result.seconds))",
                "\(result.extent)", "\(closest(result))")
        }
        return table.block
    }

    /// Of the passes that leave a margin; an exact limit that is met to the letter leaves none.
    private func closest(_ result: StageResult) -> String {
        let measured = result.judgements.filter { $0.verdict == .pass }.compactMap { judgement in
            judgement.closeness.map { (judgement: judgement, closeness: $0) }
        }
        let margins = measured.filter { $0.closeness < 1 }
        let closest = margins.max { $0.closeness < $1.closeness }
        return closest?.judgement.comparison.map { "closest \($0)" } ?? ""
    }
}

extension StageResult {
    /// `5 rules, 33 judged`
    var extent: String {
        let rules = Set(judgements.map { "\($0.position) \($0.demand.text)" })
        return "\(counted(rules.count, "rule")), \(judgements.count) judged"
    }

    /// What it warns of: crossed `warn` limits and the like, each with its judgement.
    var warnings: [(judgement: Judgement, text: String)] { notes(.warning) }

    /// What somebody might look into, whatever the verdicts are.
    fileprivate var hints: [(judgement: Judgement, text: String)] { notes(.hint) }

    /// What the fewest starts of a pass can show, and the noisiest.
    fileprivate var shownStarts: ShownStarts? {
        let shown = judgements.filter { $0.verdict == .pass }.compactMap(\.numbers.starts)
        guard let fewest = shown.min(by: { $0.count < $1.count }) else { return nil }
        return ShownStarts(
            count: fewest.count, oneIn: fewest.oneIn, change: shown.map(\.change).max() ?? fewest.change)
    }

    private func notes(_ label: Note.Label) -> [(judgement: Judgement, text: String)] {
        judgements.flatMap { judgement in
            judgement.notes.filter { $0.label == label }.map { (judgement, $0.text(judgement.demand)) }
        }
    }
}

/// The warnings, slow tails, hints and numbers of starts of passes; those of other judgements stand in their blocks.
///
/// The same hint of several stages stands once, with the last of them, and so do the starts of several operations.
func warningBlocks(_ results: [StageResult]) -> [Block] {
    let warnings = results.flatMap(\.warnings).filter { $0.judgement.verdict == .pass }.map {
        judgement, text in
        Block.paragraph(.caution("warning[\(judgement.id)]"), ": \(text)", hanging: 2)
    }
    var latest: [String: Block] = [:]
    var order: [String] = []
    for (judgement, text) in results.flatMap(\.hints) where judgement.verdict == .pass {
        let about = "\(judgement.metric ?? "") \(judgement.operation ?? "")"
        if latest[about] == nil { order.append(about) }
        let whose = judgement.operation.map { " \($0):" } ?? ""
        latest[about] = .paragraph(.quiet("note:"), "\(whose) \(text)", hanging: 2)
    }
    let tails = results.flatMap(\.judgements).filter { $0.verdict == .pass }.compactMap { judgement in
        judgement.tailNote.map { note in
            Block.paragraph(
                .quiet("note:"), "\(judgement.operation.map { " \($0):" } ?? "") \(note)", hanging: 2)
        }
    }
    let starts = results.compactMap(\.shownStarts).map {
        Block.paragraph(.quiet("note:"), " \($0.text)", hanging: 2)
    }
    return warnings + tails + order.compactMap { latest[$0] } + starts
}

extension Verdict {
    var piece: Piece { Piece(word, role) }

    /// `PASS`
    var titlePiece: Piece { Piece(word.uppercased(), role) }

    private var role: Role {
        switch self {
        case .pass: .good
        case .violation: .bad
        case .inconclusive: .caution
        }
    }
}

extension ShownStarts {
    /// `12 starts of each side show single slow ones where at least 1 in 4 is slower, by 17.2 % or more`
    fileprivate var text: String {
        "\(count) starts of each side show single slow ones where at least 1 in \(oneIn) is slower, by "
            + "\(percentText(change)) or more"
    }
}
