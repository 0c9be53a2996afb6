import GateModel

@testable import DecisionLog

/// One decision of each kind, with all that such an entry can have.
enum GoldenEntries {
    static func statement(_ kind: Decision.Kind) -> EntryStatement {
        EntryStatement(
            Decision(header(kind), body(kind)), origin: "pawl/\(testID(1))/staging",
            after: MerkleTree(leaves: [.leaf([1])]), evidence: evidence(kind), .full)
    }

    private static func header(_ kind: Decision.Kind) -> Decision.Header {
        let isFirst = kind == .adopted
        let context = Decision.Context(
            actor: "anna",
            host: Decision.Host(
                cores: 2, kernel: "6.1.0", loadThousandths: 532,
                hostClass: isFirst ? nil : HostClass(describing: "x86_64 2×\"A\"")),
            pawl: "0.1.0", judging: "1", time: 1_780_000_000, clockBehind: kind == .block ? 90 : 0,
            run: "run-1")
        return Decision.Header(
            environment: "staging", pipeline: testPipeline, candidate: testRevision(2),
            baseline: isFirst ? nil : testRevision(1), reason: isFirst ? "it runs there" : nil,
            context: context, refersTo: kind == .approve ? [TreeHash.leaf([2]).description] : [])
    }

    private static func evidence(_ kind: Decision.Kind) -> [EvidenceDigest] {
        switch kind {
        case .approve, .block, .advice, .deployed:
            [EvidenceDigest(name: "evidence.json", of: [1], blob: testID(8))]
        case .deployStarted, .adopted, .rollbackStarted, .rolledBack: []
        }
    }

    private static func body(_ kind: Decision.Kind) -> Decision.Body {
        switch kind {
        case .approve:
            .approve(
                Decision.Judged(
                    stages: [passed(.baseline), passed(.regress)], isolation: "strong (landlock 7)"))
        case .block:
            .block(
                Decision.Judged(stages: violated, isolation: "strong (landlock 7)", pipelineChange: change))
        case .advice: .advice(Decision.Judged(stages: [passed(.compat), undecided]))
        case .deployStarted: .deployStarted
        case .deployed: .deployed(Decision.Judged(stages: [passed(.deploy), passed(.watch)]))
        case .adopted: .adopted
        case .rollbackStarted: .rollbackStarted(testPlan)
        case .rolledBack: .rolledBack(report)
        }
    }

    private static func passed(_ stage: StageName) -> StageResult {
        StageResult(
            stage: stage, judgements: [testJudgement(1, .pass), testJudgement(2, .pass)], seconds: 12.5)
    }

    private static let undecided = StageResult(
        stage: .regress,
        judgements: [
            testJudgement(
                3,
                .inconclusive(
                    Inconclusive(
                        .tooNoisy,
                        .blocks(
                            .noisy(
                                blocks: 40, shown: 0.09, limit: 0.05,
                                host: HostConditions(
                                    cores: 2, loadBefore: 0.5, loadAfter: 3.75, stolenShare: nil,
                                    clockRatio: nil))))),
                numbers: Judgement.Numbers(
                    scale: .ratio, samples: .sizedBlocks(count: 8, least: 10, most: 10)))
        ], seconds: 300)

    private static let violated: [StageResult] = [
        StageResult(
            stage: .compat,
            judgements: [
                Judgement(
                    id: "compat/field-removed/search/.items.*.id", stage: .compat,
                    position: FilePosition(file: "pipelines/membership.yaml", line: 20, column: 5),
                    operation: nil,
                    demand: .promise(
                        PromiseDemand(.answers, broken: .init(kind: .fieldRemoved, place: "/items/*/id"))),
                    verdict: .violation, blocks: true,
                    numbers: Judgement.Numbers(scale: .number, estimate: 12, samples: .inputs(count: 20)))
            ], seconds: 3),
        StageResult(
            stage: .regress,
            judgements: [testJudgement(1, .pass), testJudgement(2, numbers: explainedNumbers)], seconds: 60),
        StageResult(
            stage: .memory,
            judgements: [
                Judgement(
                    id: "memory/growth-memory-abs", stage: .memory,
                    position: FilePosition(file: "pipelines/membership.yaml", line: 40, column: 9),
                    operation: nil,
                    demand: .rule(
                        RuleDemand(
                            text: "growth(memory) <= 1KB/op", statistic: .growth, metric: "memory",
                            unit: .bytes, condition: .compare(.lessOrEqual, .absolute(1000), or: nil))),
                    verdict: .violation, blocks: true,
                    numbers: Judgement.Numbers(
                        scale: .perOperation(.bytes), estimate: 5000, lower: 4900.5, upper: 5100,
                        candidate: 5000, samples: .operations(count: 40), bounds: [1000],
                        flip: .never(.undecided(nil)),
                        memory: series))
            ], seconds: 30),
    ]

    private static let series = MemorySeries(
        operationsPerPoint: 20, operations: 40, least: [50e6, 51e6], largest: [50.5e6, 52e6],
        seconds: [0.5, 1.25],
        floors: MemorySeries.Floors(
            from: 200, operationsPerWindow: 40, values: [51e6, 52e6], slope: 5000, lower: 4900.5, upper: 5100)
    )

    private static let change = PipelineChange(
        baseline: testID(6), candidate: testID(7), added: 1, removed: 1,
        lines: [
            ChangedLine(.removed, 12, "    - p95(response_time) <= 50ms"),
            ChangedLine(.added, 12, "    - p95(response_time) <= 5s \u{1b}[2J"),
        ])

    private static let report = RollbackReport(
        plan: testPlan,
        results: [
            .init(number: 1, end: .ran(end: .exited(status: 0)), seconds: 0.25, output: ""),
            .init(number: 2, end: .ran(end: .exited(status: 0)), seconds: 1, output: ""),
            .init(number: 3, end: .skipped, seconds: 0.125, output: ""),
            .init(number: 4, end: .ran(end: .timedOut(after: .milliseconds(1500))), seconds: 1.5, output: ""),
        ],
        outcome: .failed(step: 4), seconds: 3, fingerprints: .init(before: "a1", after: nil))
}
