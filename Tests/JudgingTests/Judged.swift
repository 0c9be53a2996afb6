import GateModel
import Testing

@testable import Judging

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

extension Verdict {
    var reason: Inconclusive.Reason? {
        if case .inconclusive(let why) = self { why.reason } else { nil }
    }
}

extension Double {
    /// Within rounding.
    func isClose(to other: Double) -> Bool { abs(self - other) <= 1e-9 * Swift.max(1, abs(other)) }
}
