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
                        numbers: Judgement.Numbers(scale: .number, estimate: 1, samples: attack),
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
                        Judgement.Numbers(scale: .ratio, samples: attack)),
                    judgement(
                        p95, attack, .pass,
                        Judgement.Numbers(scale: .unit(.time), candidate: 0.01),
                        notes: [.difference(hostileDifference)]
                    ),
                ], seconds: 1),
        ], candidate: hostileRevision)
}
