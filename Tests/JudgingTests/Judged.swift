import GateModel
import Testing

@testable import Judging
@testable import Reports

/// The only judgement of one rule in a stage of this kind.
func judged(
    _ rule: Rule, _ kind: Stage.Kind, _ run: StageRun, after earlier: [StageRun] = []
) throws -> Judgement {
    let stage = stage(kind, [rule])
    let judgements = judge(run, of: stage, in: pipeline(stage), after: earlier).judgements.filter {
        $0.id == rule.judgementID(rule.operations.first)
    }
    try #require(judgements.count == 1)
    return judgements[0]
}

func inconclusive(_ reason: Inconclusive.Reason, _ detail: String) -> Verdict {
    .inconclusive(Inconclusive(reason, detail))
}

extension Inconclusive {
    /// The same, with the detail as people read it.
    var inWords: Inconclusive { Inconclusive(reason, detail.text) }
}

extension Verdict {
    /// The same, with the detail as people read it.
    var inWords: Verdict {
        if case .inconclusive(let why) = self { .inconclusive(why.inWords) } else { self }
    }

    var reason: Inconclusive.Reason? {
        if case .inconclusive(let why) = self { why.reason } else { nil }
    }
}

extension Double {
    /// Within rounding.
    func isClose(to other: Double) -> Bool { abs(self - other) <= 1e-9 * Swift.max(1, abs(other)) }
}

extension Judgement {
    /// Its notes as people read them.
    var said: [String] { noteTexts }

    /// The limit as people read it.
    var saidLimit: String { demand.limitText }
}

extension SampleJudgement {
    var said: [String] { notes.map { $0.text() } }
}

func said(_ note: Note) -> String { note.text() }
