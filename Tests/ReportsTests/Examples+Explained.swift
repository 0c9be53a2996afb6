import GateModel
import Reports

extension Examples {
    /// 47.2 ms where the limit is 44, with bars over 36 … 56 ms: a bin is 1 ms.
    static let explained = judgement(
        median, "search", .violation,
        Judgement.Numbers(
            scale: .ratio, estimate: 1.126, lower: 1.098, upper: 1.155, baseline: 0.0419, candidate: 0.0472,
            samples: .sizedBlocks(count: 40, least: 10, most: 10), bounds: [0.044],
            distributions: Distributions(
                scale: .unit(.time), low: 0.036, high: 0.056,
                baseline: Distributions.Spread(
                    below: 0, bins: [0, 0, 5, 40, 120, 160, 60, 10, 5] + [Int](repeating: 0, count: 11),
                    above: 0),
                candidate: Distributions.Spread(
                    below: 0, bins: [Int](repeating: 0, count: 9) + [20, 90, 160, 80, 30, 10, 5, 2, 1, 0, 0],
                    above: 2)),
            flip: .at([VerdictThreshold(isUpper: true, terms: .change, pass: 0.15521, violation: 0.0977)]),
            evidence: MarginEvidence(logViolation: 8.3, logPass: -9, margins: 40)),
        notes: [.limitInForce(change: 0.05, block: 12)])

    /// One bar: a p95 of 61.2 ms where the limit is 50.
    static let explainedLimit = judgement(
        p95, "search", .violation,
        Judgement.Numbers(
            scale: .unit(.time), estimate: 0.0612, lower: 0.055, upper: 0.071, candidate: 0.0612,
            samples: .samples(count: 400), bounds: [0.05],
            distributions: Distributions(
                scale: .unit(.time), low: 0.04, high: 0.06, baseline: nil,
                candidate: Distributions.Spread(
                    below: 1, bins: [1, 8, 4, 2] + [Int](repeating: 0, count: 16), above: 0)),
            flip: .at([
                VerdictThreshold(isUpper: true, terms: .value(.unit(.time)), pass: 0.071, violation: 0.055)
            ])))

    static func explainedGate(_ judgements: Judgement...) -> GateSummary {
        summary(
            .blocked, [StageResult(stage: .regress, judgements: judgements, seconds: 1)],
            entries: [entry(4, .block, "7c4a9e1")])
    }
}
