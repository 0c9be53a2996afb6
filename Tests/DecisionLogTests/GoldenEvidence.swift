import GateModel

/// Evidence of each stage, with all that it can observe.
enum GoldenEvidence {
    static func evidence(of stage: StageName) -> Evidence {
        let isLoaded = stage == .scale
        let judgements = [
            testJudgement(1, .pass, numbers: numbers), testJudgement(2, .inconclusive(why)),
        ]
        return Evidence(
            seed: .max, baseline: testRevision(1), candidate: testRevision(2), pipeline: testPipeline,
            dataFiles: DataFiles(
                seed: [DataFile(path: "seed.py", object: testID(3))], baselineMigration: [],
                candidateMigration: [DataFile(path: "migrate.py", object: testID(4))]),
            isolation: "strong (landlock 7)", runs: [run(stage)],
            results: [
                StageResult(
                    stage: stage, judgements: judgements, seconds: 1.5,
                    engine: isLoaded ? scale.load?.engine : nil, load: isLoaded ? load : nil)
            ])
    }

    private static let why = Inconclusive(.timedOut, "block 2")

    /// With what only evidence has beside what an entry has.
    private static let numbers: Judgement.Numbers = {
        var numbers = explainedNumbers
        let bands = (1...9).map { Deciles.Band(value: Double($0) / 8, lower: nil, upper: Double($0)) }
        numbers.deciles = Deciles(baseline: bands, candidate: bands)
        numbers.tail = TailShares(threshold: 0.5, baseline: 0, candidate: 0.25, isApart: true)
        numbers.starts = ShownStarts(count: 12, oneIn: 4, change: 0.15)
        return numbers
    }()

    private static let times = Samples(
        metric: "response_time", operation: "sum",
        blocks: [
            Block(
                baseline: [.value(0.25), .value(3), .failed("status 500")],
                candidate: [.silent, .notANumber] + Array(repeating: .value(0.5), count: 20))
        ])

    private static func run(_ stage: StageName) -> StageRun {
        switch stage {
        case .baseline:
            StageRun(
                .baseline(baseline),
                common: StageRun.Common(
                    seconds: 1.5,
                    conditions: HostConditions(
                        cores: 2, loadBefore: 0.5, loadAfter: 1.25, stolenShare: 0, clockRatio: nil),
                    counts: [DataCount(name: "items", side: .candidate, counted: 5000, atLeast: 5000)]))
        case .compat: StageRun(.compat(compat), common: StageRun.Common(seconds: 1.5))
        case .regress: StageRun(.regress(regress), common: StageRun.Common(failure: why, seconds: 1.5))
        case .memory: StageRun(.memory(memory), common: StageRun.Common(seconds: 1.5))
        case .scale: StageRun(.scale(scale), common: StageRun.Common(seconds: 1.5))
        case .check: StageRun(.check(check), common: StageRun.Common(seconds: 1.5))
        case .deploy:
            StageRun(
                .deploy(
                    DeployRun(
                        end: .exited(status: 0), output: "done",
                        effect: DeployEffect(wanted: testID(2), found: .revision(testID(1))))),
                common: StageRun.Common(seconds: 1.5))
        case .gate:
            StageRun(
                .gate(
                    .lineage(
                        Lineage(
                            running: testRevision(2), relation: .diverged, lostChanges: ["20260714-index"],
                            requiresDescent: true))), common: StageRun.Common(seconds: 1.5))
        case .watch:
            StageRun(
                .watch([
                    WatchWindow(phase: .before, samples: [times]), WatchWindow(phase: .after, samples: []),
                ]), common: StageRun.Common(seconds: 1.5, attempt: 2))
        }
    }

    private static let baseline: SampledRun = {
        var run = SampledRun(samples: [times])
        run.startSeconds = 0.5
        run.blockCosts = BlockCosts(fixed: 0.75, pair: 0.125)
        run.recordedNoise = RecordedNoise(
            sources: [.init(index: 9, leaf: "ab", blocks: 10)], roundsPerGroup: 1,
            series: [
                .init(rule: "steadiness", operation: "sum", ratios: [0.5, -0.25], within: 0.125, pairs: 10)
            ])
        return run
    }()

    private static let compat = CompatRun(
        probes: [Probe(operation: "sum", inputs: 20), Probe(operation: "add", inputs: 0, failure: why)],
        differences: [
            Difference(
                kind: .fieldRemoved, severity: .breaking, operation: "sum", place: "/items/*/id",
                baseline: "7", candidate: "", seen: 3, compared: 20, text: "it is gone")
        ],
        contracts: [
            ContractRun(contract: .openapi, subject: "openapi.yaml", differences: 0, note: "12 operations"),
            ContractRun(contract: .python, subject: "sums", differences: 0, failure: why),
        ])

    private static let regress: SampledRun = {
        var run = SampledRun(
            samples: [times], maximumBlocks: 96,
            oneSided: .recorded(.init(index: 9, leaf: "ab", revision: testRevision(1), seed: 7)))
        run.resultSizes = [Samples(metric: "queries", operation: "sum", blocks: [])]
        var counts = RepeatedCounts(metric: "queries", operation: "sum")
        counts.pairs = [.init(block: 0, pair: 1, again: Block(baseline: [.value(3)], candidate: [.value(4)]))]
        run.repeatedCounts = [counts]
        run.inputs = [OperationInputs(operation: "sum", blocks: [["a=1", "a=2", "a=1"]])]
        run.plannedBlocks = 40
        run.leastStarts = 44
        run.pairs = 10
        run.roundsPerGroup = 2
        run.unsettled = [Unsettled(operation: "sum", side: .baseline, blocks: 3)]
        run.controls = [times]
        run.anchor = AnchorRun(
            anchor: testRevision(5), samples: [times],
            earlier: [
                AnchorRelease(
                    commit: testID(6), leaf: "cd",
                    estimates: [
                        AnchorEstimate(
                            rule: "median", operation: "sum", logRatio: 0.125, blocking: -1, warning: 0.5,
                            improvement: -2)
                    ])
            ])
        return run
    }()

    private static let memory: MemoryRun = {
        var group = MemoryGroup(
            source: "statm", operationsPerReading: 20, readings: [1e6, 1.5e6], peak: 2e6, idleBefore: 5e5,
            idleAfter: 7.5e5, failures: ["status 500"], side: .baseline)
        group.seconds = [0.5, 1]
        group.operations = 40
        group.loadSeconds = 1
        group.processes = 2
        group.highWater = 2.5e6
        group.proportional = .init(every: 10, readings: [1e6], peak: 1e6, idleBefore: 5e5)
        group.cleanups = [.init(operations: 40, before: 2e6, after: 1e6)]
        group.load = .emphasising(["sum", "add"])
        group.levels = [.init(metric: .threads, readings: [2, 3], peak: 3, idleBefore: 1, idleAfter: 1)]
        group.ages = [.init(operation: "sum", young: [0.25], old: [0.5])]
        var alone = MemoryGroup(source: "statm", operationsPerReading: 20, peak: 1, idleBefore: 1)
        alone.load = .alone("sum")
        return MemoryRun(groups: [group, alone], samples: [times])
    }()

    private static let scale = ScaleRun(
        load: LoadRun(samples: [times], summary: load, engine: "locust 2.47.0, 2 workers"),
        scaling: ScalingRun(
            sizes: [DataSize(scale: .quarter, counts: [])],
            costs: [
                ScaledCosts(
                    metric: "response_time", operation: "sum",
                    blocks: [ScaledBlock(sizes: [[.value(0.25)], [.silent]])])
            ]),
        oneSided: .alone(why))

    private static let check: CheckRun = {
        func cases(_ failed: String...) -> CheckRun.Report {
            .cases(CheckRun.Cases(count: 13, failed: CheckRun.Names(failed)))
        }
        return CheckRun(
            baseline: CheckRun.Execution(
                end: .exited(status: 1), output: "1 failed", report: cases("sum.old")),
            candidate: CheckRun.Execution(
                end: .exited(status: 1), output: "2 failed", report: cases("sum.old", "sum.new")),
            again: CheckRun.Execution(
                end: .signalled(signal: 11), output: "",
                report: .unread(why: "nothing was written to PAWL_OUT")),
            absent: CheckRun.Names(["sum.gone"]), scripts: ["lint"])
    }()

    private static let load: LoadSummary = {
        var load = LoadSummary()
        load.requests = 500
        load.errors = 1
        load.seconds = 2.5
        load.latency = LatencySummary(
            count: 500, mean: 0.25, p50: 0.25, p95: 0.5, p99: 0.5, p999: 0.75, maximum: 1)
        load.failures = [.init(kind: "status 500", count: 1)]
        load.operations = [.init(name: "sum", requests: 500, errors: 1, latency: nil)]
        load.doubts = [
            .dropped(7), .noSocket(1), .late(9, waited: 4), .saturated(0.96875), .noAnswer, .interrupted,
        ]
        load.found = FoundRate(reached: 824, rate: 412, processes: 4, seconds: 4)
        return load
    }()
}
