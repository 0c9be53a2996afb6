import GateModel
import Reports
import Testing

@Test func tmp() {
    typealias E = Examples
    let e = Examples.self
    for style in Style.allCases {
        print(
            TextReport.text(
                e.summary(
                    .blocked,
                    [
                        StageResult(
                            stage: .compat, judgements: [e.lostItems, e.answers, e.sameAnswers], seconds: 3.2),
                        StageResult(
                            stage: .regress, judgements: [e.slower, e.steady, e.moreQueries, e.fewErrors],
                            seconds: 182.4),
                    ], notRun: [.scale], entries: [e.entry(4, .block, "7c4a9e1")]), style: style))
    }
    let ok = [
        StageResult(stage: .compat, judgements: [e.sameAnswers], seconds: 3.2),
        StageResult(stage: .regress, judgements: [e.steady, e.sameQueries], seconds: 182.4),
        StageResult(stage: .scale, judgements: [e.withinFifty], seconds: 12),
    ]
    print(TextReport.text(e.summary(.approved, ok, entries: [e.entry(4, .approve, "7c4a9e1")])))
    let steady2 = Judgement(
        id: "baseline/steadiness/search", stage: .baseline, rule: "no trend and no memory over processes",
        position: e.position(4, 5), operation: "search", verdict: .inconclusive(e.noisy), blocks: true,
        limit: "p >= .001", finding: .init(scale: .unit(.time), samples: "40 processes"))
    print(
        TextReport.text(
            e.summary(
                .inconclusive(e.noisy),
                [
                    StageResult(stage: .compat, judgements: [steady2], seconds: 1),
                    StageResult(
                        stage: .regress,
                        judgements: ["search", "a", "b", "c", "d", "f"].map {
                            e.judgement(
                                e.median, $0, .inconclusive(e.noisy), "<= +5 % or +20 µs",
                                .init(
                                    scale: .ratio, estimate: 1.04, lower: 0.98, baseline: 0.0419,
                                    candidate: 0.0436, samples: "40 blocks × 10"))
                        }, seconds: 3),
                ], notRun: [.scale])))
    let bad =
        ok + [
            StageResult(stage: .deploy, judgements: [e.deployed], seconds: 2),
            StageResult(stage: .watch, judgements: [e.watchedErrors], seconds: 6),
        ]
    print(
        TextReport.text(
            e.summary(
                .rolledBack(
                    e.report(
                        .verified,
                        [
                            e.result(1, "exit 0", 2.04), e.result(2, "skipped: not applied here", 0.1),
                            e.result(3, "exit 0", 4.1), e.result(4, "exit 0", 1),
                        ], .init(before: "a", after: "b"))), bad,
                entries: [
                    e.entry(4, .block, "7c4a9e1"), e.entry(5, .rollbackStarted, "7c4a9e2"),
                    e.entry(6, .rolledBack, "7c4a9e3"),
                ])))
    print(
        TextReport.text(
            e.summary(
                .rolledBack(
                    e.report(
                        .failed(step: 2),
                        [
                            e.result(1, "exit 0", 2.04),
                            e.result(
                                2, "timed out after 30 s", 30, succeeded: false,
                                output: "waiting for lock\nstill waiting"),
                        ])), bad)))
    print(
        TextReport.text(
            e.summary(.rollbackImpossible("rollback: error: no way back over x\n  hint: make it"), bad)))
    print(
        JSONReport.text(e.summary(.rolledBack(e.report(.failed(step: 2), [e.result(1, "exit 0", 2.04)])), ok))
    )
    print(
        PlanReport.text(
            e.plan(notes: [
                "p99 <= 50ms needs 299 operations, 100 are planned",
                "rollback, if it comes to that: redeploy, verify",
            ])))
}

@Test func tmp2() {
    let e = Examples.self
    let ok = [
        StageResult(stage: .compat, judgements: [e.sameAnswers], seconds: 3.2),
        StageResult(stage: .regress, judgements: [e.steady, e.sameQueries], seconds: 182.4),
        StageResult(stage: .scale, judgements: [e.withinFifty], seconds: 12),
    ]
    func dec(
        _ kind: Decision.Kind, _ stages: [StageResult] = [], plan: RollbackPlan? = nil,
        report: RollbackReport? = nil, reason: String? = nil, time: Int64
    ) -> Decision {
        Decision(
            kind: kind, environment: "staging", pipeline: e.source, candidate: e.candidate,
            baseline: kind == .adopted ? nil : e.baseline, stages: stages, rollbackPlan: plan,
            rollback: report, reason: reason,
            context: .init(
                actor: "anna", host: .init(cores: 2, kernel: "6.1.0", loadThousandths: 412), pawl: "0.1.0",
                judging: "1", time: time, run: "r-17"),
            refersTo: kind == .deployed ? [e.digits("77", 64)] : [])
    }
    func line(_ i: Int, _ d: Decision) -> LogLine {
        LogLine(
            index: i, leaf: e.digits("7c4a9e\(i)", 64), commit: e.id("e\(i)"), signer: "ci@example.org",
            decision: d,
            evidence: i == 1 ? [.init(name: "evidence.json.gz", sha256: e.digits("ee", 64), size: 48213)] : []
        )
    }
    let log = [
        line(0, dec(.adopted, reason: "ran before the log began", time: 1_784_021_405)),
        line(
            1,
            dec(
                .block,
                [
                    StageResult(stage: .compat, judgements: [e.sameAnswers], seconds: 3.2),
                    StageResult(stage: .regress, judgements: [e.slower, e.steady], seconds: 182.4),
                ], time: 1_784_025_005)),
        line(2, dec(.deployed, ok, time: 1_784_025_005)),
        line(3, dec(.rollbackStarted, plan: e.rollbackPlan, reason: "by hand", time: 1_784_025_005)),
        line(
            4,
            dec(
                .rolledBack,
                report: e.report(.cleanUpLeft(["20260714-payment-index"]), [e.result(1, "exit 0", 2.04)]),
                time: 1_784_025_005)),
    ]
    print(LogReport.list(log))
    for l in log { print(LogReport.show(l)) }
}

@Test func tmp2() {
    let e = Examples.self
    let ok = [
        StageResult(stage: .compat, judgements: [e.sameAnswers], seconds: 3.2),
        StageResult(stage: .regress, judgements: [e.steady, e.sameQueries], seconds: 182.4),
        StageResult(stage: .scale, judgements: [e.withinFifty], seconds: 12),
    ]
    func dec(
        _ kind: Decision.Kind, _ stages: [StageResult] = [], plan: RollbackPlan? = nil,
        report: RollbackReport? = nil, reason: String? = nil, time: Int64
    ) -> Decision {
        Decision(
            kind: kind, environment: "staging", pipeline: e.source, candidate: e.candidate,
            baseline: kind == .adopted ? nil : e.baseline, stages: stages, rollbackPlan: plan,
            rollback: report, reason: reason,
            context: .init(
                actor: "anna", host: .init(cores: 2, kernel: "6.1.0", loadThousandths: 412), pawl: "0.1.0",
                judging: "1", time: time, run: "r-17"),
            refersTo: kind == .deployed ? [e.digits("77", 64)] : [])
    }
    func line(_ i: Int, _ d: Decision) -> LogLine {
        LogLine(
            index: i, leaf: e.digits("7c4a9e\(i)", 64), commit: e.id("e\(i)"), signer: "ci@example.org",
            decision: d,
            evidence: i == 1 ? [.init(name: "evidence.json.gz", sha256: e.digits("ee", 64), size: 48213)] : []
        )
    }
    let log = [
        line(0, dec(.adopted, reason: "ran before the log began", time: 1_784_021_405)),
        line(
            1,
            dec(
                .block,
                [
                    StageResult(stage: .compat, judgements: [e.sameAnswers], seconds: 3.2),
                    StageResult(stage: .regress, judgements: [e.slower, e.steady], seconds: 182.4),
                ], time: 1_784_025_005)),
        line(2, dec(.deployed, ok, time: 1_784_025_005)),
        line(3, dec(.rollbackStarted, plan: e.rollbackPlan, reason: "by hand", time: 1_784_025_005)),
        line(
            4,
            dec(
                .rolledBack,
                report: e.report(.cleanUpLeft(["20260714-payment-index"]), [e.result(1, "exit 0", 2.04)]),
                time: 1_784_025_005)),
    ]
    print(LogReport.list(log))
    for l in log { print(LogReport.show(l)) }
}
