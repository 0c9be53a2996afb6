import GateModel
import Reports

extension Examples {
    static func judgement(
        _ rule: Rule, _ operation: String, _ verdict: Verdict, _ limit: String, _ finding: Judgement.Finding,
        blocks: Bool = true, notes: [String] = []
    ) -> Judgement {
        let stage = StageName(rawValue: String(rule.id.prefix { $0 != "/" })) ?? .regress
        return Judgement(
            id: "\(rule.id)/\(operation)", stage: stage, rule: rule.text, position: rule.position,
            operation: operation, verdict: verdict, blocks: blocks, limit: limit, finding: finding,
            notes: notes)
    }

    /// 47.2 / 41.9 = 1.126
    static let slower = judgement(
        median, "search", .violation, "<= +5 % or +20 µs",
        Judgement.Finding(
            scale: .ratio, estimate: 1.126, lower: 1.098, upper: 1.155, baseline: 0.0419, candidate: 0.0472,
            samples: "40 blocks × 10"),
        notes: ["limit in force +5 %, decided at block 12"])

    static let steady = judgement(
        median, "payment-history", .pass, "<= +5 % or +20 µs",
        Judgement.Finding(
            scale: .ratio, estimate: 1.031, lower: 1.01, upper: 1.049, baseline: 0.012, candidate: 0.0124,
            samples: "40 blocks × 10"),
        notes: ["limit in force +5 %, decided at block 24", "warning: beyond <= +2 %"])

    static let moreQueries = judgement(
        meanQueries, "search", .violation, "<= +0",
        Judgement.Finding(
            scale: .unit(.count), estimate: 10, baseline: 2, candidate: 12, samples: "400 pairs"),
        notes: ["400 of 400 pairs beyond it, the worst: 2 → 22"])

    static let sameQueries = judgement(
        meanQueries, "search", .pass, "<= +0",
        Judgement.Finding(scale: .unit(.count), estimate: 0, baseline: 2, candidate: 2, samples: "400 pairs"))

    static let fewErrors = judgement(
        errors, "search", .violation, "== 0 %",
        Judgement.Finding(scale: .unit(.share), estimate: 0.005, candidate: 0.005, samples: "400 samples"),
        blocks: false, notes: ["because: nobody waits for an error"])

    static let withinFifty = judgement(
        p95, "search", .pass, "<= 50 ms",
        Judgement.Finding(scale: .unit(.time), estimate: 0.031, candidate: 0.031, samples: "100 samples"))

    static let noisy = Inconclusive(
        .tooNoisy, "undecided after 40 blocks; with this noise they show a change of 7.2 %")

    static let lostItems = Judgement(
        id: "compat/items-lost/payment-history/.payments", stage: .compat,
        rule: "answers keep what the baseline promises", position: position(4, 5),
        operation: "payment-history",
        verdict: .violation, blocks: true, limit: "no breaking difference at /payments",
        finding: Judgement.Finding(scale: .number, estimate: 3),
        difference: Judgement.DifferenceName(kind: .itemsLost, place: "/payments"),
        notes: ["baseline: 20 items", "candidate: 14 items", "in 3 of 3 answers"])

    static let answers = Judgement(
        id: "compat/answers/payment-history", stage: .compat, rule: "answers keep what the baseline promises",
        position: position(4, 5), operation: "payment-history", verdict: .violation, blocks: true,
        limit: "no breaking difference",
        finding: Judgement.Finding(scale: .number, estimate: 1, samples: "3 inputs"))

    static let sameAnswers = Judgement(
        id: "compat/answers/search", stage: .compat, rule: "answers keep what the baseline promises",
        position: position(4, 5), operation: "search", verdict: .pass, blocks: true,
        limit: "no breaking difference",
        finding: Judgement.Finding(scale: .number, estimate: 0, samples: "3 inputs"))

    static let deployed = Judgement(
        id: "deploy/exit", stage: .deploy, rule: "the deploy command exits with 0", position: position(13, 5),
        operation: nil, verdict: .pass, blocks: true, limit: "exit 0",
        finding: Judgement.Finding(scale: .number), notes: ["ended with exit 0"])

    static let watchedErrors = judgement(
        watchErrors, "search", .violation, "<= 1 %",
        Judgement.Finding(
            scale: .unit(.share), estimate: 0.34, baseline: 0, candidate: 0.34, samples: "3 windows"),
        notes: ["windows after the deploy: x x x (violated when 3 of the last 5 are)"])
}
