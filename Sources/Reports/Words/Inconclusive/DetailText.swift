package import GateModel

extension Inconclusive {
    /// `too few samples: undecided after 8 of at most 40 blocks`
    package var text: String { "\(reason.rawValue): \(detail.text)" }
}

extension Inconclusive.Detail {
    /// What was seen, in words; each line of what was said is one of its own.
    package var text: String {
        switch self {
        case .said(let text): "\(text)"
        case .about(let name, let detail): "\(name): \(detail.text)"
        case .data(let why): why.text
        case .observed(let why): why.text
        case .blocks(let why): why.text
        case .share(let why): why.text
        case .pairs(let why): why.text
        case .baseline(let why): why.text
        case .windows(let why): why.text
        case .memory(let why): why.text
        case .report(let why): why.text
        case .check(let why): why.text
        case .load(let doubts): doubts.map(\.text).joined(separator: "; ")
        case .endedAt(let judgement):
            "not judged, since '\(judgement)' was violated and ended the stage; mend that first"
        case .nothingDecided(let first):
            "no rule that could block was decided" + (first.map { "; '\($0.id)': \($0.why.text)" } ?? "")
        case .foreign(let stage): "it is what stage '\(stage.rawValue)' observed"
        case .helpNotAsked:
            "help was not asked: it cannot be told which program the command runs; write it as one plain command, or "
                + "declare an operation that prints the help"
        }
    }
}

extension Inconclusive.Place {
    /// `on the candidate's side`
    var text: String {
        switch self {
        case .side(let side): "on the \(side.rawValue)'s side"
        case .scale(let scale): "at \(scale.fraction) of the data"
        case .window: "in a window"
        case .afterDeploy: "after the deploy"
        }
    }
}
