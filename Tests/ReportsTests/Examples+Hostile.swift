import GateModel
import Reports

extension Examples {
    /// Clears a screen, sets a title, begins a CSI in one character, rings, and turns the direction of writing.
    static let attack = "\u{1b}[2J\u{1b}]0;owned\u{07}\u{9b}31m\r\u{202e}\u{200b}\u{e0041}\u{2028}"

    static let hostileRevision = Revision(
        commit: candidate.commit, tree: candidate.tree, summary: "Fix\(attack)")

    private static let hostileDifference = Note.SeenDifference(
        Difference(
            contract: .openapi, kind: Difference.Kind(rawValue: attack), severity: .warning,
            operation: attack, place: attack, baseline: attack, candidate: attack, text: attack))

    /// Judgements whose demands and notes have it.
    private static let hostileDemands: [Judgement] = {
        let text = OutsideText(attack)
        let rule = RuleDemand(
            text: text, statistic: .median, metric: attack, unit: .time,
            condition: .compare(.lessOrEqual, .relativeShare(0.05), or: nil), versus: attack,
            at: Rule.DataAmount(name: attack, rows: 1))
        let demands: [Demand] = [
            .rule(rule), .stage(.resolution(rule: text)), .stage(.noDrift(rule: text, tolerated: 0.025)),
            .stage(.ageing(operation: attack, tolerated: 1.5)),
        ]
        let notes: [Note] = [
            .because(text: text), .worstInput(name: text, inputs: 4, blocks: 1, of: 2),
            .deployedUnknown(problem: text), .changesLost(names: [text]), .changesEdited(names: [text]),
            .comparedWith(operation: attack),
            .memoryReadings(
                Note.MemoryReadings(
                    operations: 1, seconds: 1, every: 1, processes: 2, source: .resident(file: attack),
                    sharesUnknown: text)),
            .growthAlone(
                operations: [Note.OperationGrowth(operation: attack, perOperation: 1)], unit: .bytes),
            .hint(.growsWithResult(metric: attack, perRow: 1, counts: [1, 2], rows: [1, 2])),
            .plateau(
                process: Note.GrowingProcess(number: 1, load: .alone(attack)), after: 1, of: 2),
            .warning(.crossed(limit: rule.condition)),
        ]
        return demands.map { demand in
            Judgement(
                id: attack, stage: .memory,
                position: FilePosition(file: "pipelines/\(attack).yaml", line: 1, column: 1), operation: nil,
                demand: demand, verdict: .violation, blocks: true,
                numbers: Judgement.Numbers(scale: .ratio, estimate: 2), notes: notes)
        }
    }()

    /// Text from outside wherever there is some.
    static let hostile = summary(
        .rolledBack(
            report(
                .failed(step: 1),
                [result(1, .ran(end: .exited(status: 1)), 1, output: "a\(attack)\nb\(attack)")],
                RollbackReport.Fingerprints(before: attack, after: attack))),
        [
            StageResult(
                stage: .compat,
                judgements: [
                    Judgement(
                        id: "compat/data-changed/search/\(attack)", stage: .compat,
                        position: FilePosition(file: "pipelines/\(attack).yaml", line: 1, column: 1),
                        operation: "search\(attack)",
                        demand: .promise(
                            PromiseDemand(
                                .answers, subject: attack,
                                broken: PromiseDemand.Break(kind: .dataChanged, place: "/\(attack)"))),
                        verdict: .violation, blocks: true,
                        numbers: Judgement.Numbers(
                            scale: .number, estimate: 1, samples: .compared(what: OutsideText(attack))),
                        notes: [
                            .differing(baseline: OutsideText(attack), candidate: OutsideText(attack)),
                            .meaning(text: OutsideText("\(attack)\n\(attack)")),
                            .output(text: OutsideText(attack)), .difference(hostileDifference),
                        ])
                ], seconds: 1),
            StageResult(
                stage: .regress,
                judgements: [
                    judgement(
                        median, "search\(attack)", .inconclusive(Inconclusive(.failedOperations, attack)),
                        Judgement.Numbers(scale: .ratio, samples: .compared(what: OutsideText(attack)))),
                    judgement(
                        p95, attack, .pass,
                        Judgement.Numbers(scale: .unit(.time), candidate: 0.01),
                        notes: [.difference(hostileDifference)]
                    ),
                ], seconds: 1),
            StageResult(stage: .memory, judgements: hostileDemands, seconds: 1),
        ], candidate: hostileRevision)
}
