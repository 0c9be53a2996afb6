import GateModel
import Reports

extension Examples {
    static func judgement(
        _ rule: Rule, _ operation: String, _ verdict: Verdict, _ numbers: Judgement.Numbers,
        blocks: Bool = true, notes: [Note] = []
    ) -> Judgement {
        let stage = StageName(rawValue: String(rule.id.prefix { $0 != "/" })) ?? .regress
        return Judgement(
            id: "\(rule.id)/\(operation)", stage: stage, position: rule.position, operation: operation,
            demand: .rule(RuleDemand(rule)), verdict: verdict, blocks: blocks, numbers: numbers,
            notes: notes)
    }

    /// 47.2 / 41.9 = 1.126
    static let slower = judgement(
        median, "search", .violation,
        Judgement.Numbers(
            scale: .ratio, estimate: 1.126, lower: 1.098, upper: 1.155, baseline: 0.0419, candidate: 0.0472,
            samples: .sizedBlocks(count: 40, least: 10, most: 10)),
        notes: [.limitInForce(change: 0.05, block: 12)])

    static let steady = judgement(
        median, "payment-history", .pass,
        Judgement.Numbers(
            scale: .ratio, estimate: 1.031, lower: 1.01, upper: 1.049, baseline: 0.012, candidate: 0.0124,
            samples: .sizedBlocks(count: 40, least: 10, most: 10)),
        notes: [
            .limitInForce(change: 0.05, block: 24),
            .warning(.crossed(limit: .compare(.lessOrEqual, .relativeShare(0.02), or: nil))),
        ])

    static let moreQueries = judgement(
        meanQueries, "search", .violation,
        Judgement.Numbers(
            scale: .unit(.count), estimate: 10, baseline: 2, candidate: 12, samples: .pairs(count: 400)),
        notes: [.pairsBeyond(count: 400, of: 400, baseline: 2, candidate: 22, again: false)])

    static let sameQueries = judgement(
        meanQueries, "search", .pass,
        Judgement.Numbers(
            scale: .unit(.count), estimate: 0, baseline: 2, candidate: 2, samples: .pairs(count: 400)))

    static let fewErrors = judgement(
        errors, "search", .violation,
        Judgement.Numbers(
            scale: .unit(.share), estimate: 0.005, candidate: 0.005, samples: .samples(count: 400)),
        blocks: false, notes: [.because(text: "nobody waits for an error")])

    static let withinFifty = judgement(
        p95, "search", .pass,
        Judgement.Numbers(
            scale: .unit(.time), estimate: 0.031, candidate: 0.031, samples: .samples(count: 100)))

    static let noisy = Inconclusive(
        .tooNoisy, .blocks(.means(blocks: 40, shown: 0.072, host: nil)))

    static let lostItems = Judgement(
        id: "compat/items-lost/payment-history/.payments", stage: .compat, position: position(4, 5),
        operation: "payment-history",
        demand: .promise(
            PromiseDemand(.answers, broken: PromiseDemand.Break(kind: .itemsLost, place: "/payments"))),
        verdict: .violation, blocks: true, numbers: Judgement.Numbers(scale: .number, estimate: 3),
        notes: [.differing(baseline: "20 items", candidate: "14 items"), .seen(count: 3, of: 3)])

    static let answers = Judgement(
        id: "compat/answers/payment-history", stage: .compat, position: position(4, 5),
        operation: "payment-history", demand: .promise(PromiseDemand(.answers)), verdict: .violation,
        blocks: true, numbers: Judgement.Numbers(scale: .number, estimate: 1, samples: .inputs(count: 3)))

    static let sameAnswers = Judgement(
        id: "compat/answers/search", stage: .compat, position: position(4, 5), operation: "search",
        demand: .promise(PromiseDemand(.answers)), verdict: .pass, blocks: true,
        numbers: Judgement.Numbers(scale: .number, estimate: 0, samples: .inputs(count: 3)))

    static let deployed = Judgement(
        id: "deploy/exit", stage: .deploy, position: position(13, 5), operation: nil,
        demand: .stage(.deployExit), verdict: .pass, blocks: true,
        numbers: Judgement.Numbers(scale: .number), notes: [.ended(how: .exited(status: 0))])

    static let watchedErrors = judgement(
        watchErrors, "search", .violation,
        Judgement.Numbers(
            scale: .unit(.share), estimate: 0.34, baseline: 0, candidate: 0.34, samples: .windows(count: 3)),
        notes: [.windows(verdicts: [.bad, .bad, .bad], violated: 3, of: 5)])
}
