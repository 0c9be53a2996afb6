import GateModel
import Reports

extension Examples {
    static let passes = [
        StageResult(stage: .compat, judgements: [sameAnswers], seconds: 3.2),
        StageResult(stage: .regress, judgements: [steady, sameQueries], seconds: 182.4),
        StageResult(stage: .scale, judgements: [withinFifty], seconds: 12),
    ]

    static let violations = [
        StageResult(stage: .compat, judgements: [lostItems, answers, sameAnswers], seconds: 3.2),
        StageResult(stage: .regress, judgements: [slower, steady, moreQueries, fewErrors], seconds: 182.4),
    ]

    static let watched =
        passes + [
            StageResult(stage: .deploy, judgements: [deployed], seconds: 2),
            StageResult(stage: .watch, judgements: [watchedErrors], seconds: 6),
        ]

    static let blocked = summary(
        .blocked, violations, notRun: [.scale], entries: [entry(4, .block, "7c4a9e1")])

    static let approved = summary(.approved, passes, entries: [entry(4, .approve, "7c4a9e1")])

    static let inconclusive = summary(
        .inconclusive(noisy),
        [
            StageResult(
                stage: .regress,
                judgements: ["search", "payment-history", "payment", "mandate", "club"].map { operation in
                    judgement(
                        median, operation, .inconclusive(noisy),
                        Judgement.Numbers(
                            scale: .ratio, estimate: 1.04, lower: 0.98, baseline: 0.0419, candidate: 0.0436,
                            samples: .sizedBlocks(count: 40, least: 10, most: 10)))
                }, seconds: 301)
        ], notRun: [.scale], entries: [entry(4, .block, "7c4a9e1")])

    static let rolledBack = summary(
        .rolledBack(
            report(
                .verified,
                [
                    result(1, exit0, 2.04), result(2, .skipped, 0.1),
                    result(3, exit0, 4.1), result(4, exit0, 1),
                ], RollbackReport.Fingerprints(before: "a1", after: "a1"))),
        watched,
        entries: [
            entry(4, .approve, "7c4a9e1"), entry(5, .deployStarted, "7c4a9e2"), entry(6, .block, "7c4a9e3"),
            entry(7, .rollbackStarted, "7c4a9e4"), entry(8, .rolledBack, "7c4a9e5"),
        ])

    static let rollbackFailed = summary(
        .rolledBack(
            report(
                .failed(step: 2),
                [
                    result(1, exit0, 2.04),
                    result(
                        2, .ran(end: .timedOut(after: .seconds(30))), 30,
                        output: "waiting for the lock\nstill waiting\n"),
                ])), watched, entries: [entry(6, .block, "7c4a9e3")])

    static let rollbackImpossible = summary(
        .rollbackImpossible(
            """
            rollback: error: pipeline 'membership' declares no 'rollback'
              hint: add 'rollback: { scripts: rollback/membership }' and commit the scripts
            """), watched)
}
