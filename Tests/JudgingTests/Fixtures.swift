import GateModel

/// Literal pipelines, rules and samples; every operation is `search` unless said otherwise.
let here = FilePosition(file: "pipelines/membership.yaml", line: 7, column: 9)
let responseTime = Metric(name: "response_time", unit: .time, better: .lower, source: .builtIn(.responseTime))
let errors = Metric(name: "errors", unit: .share, better: .lower, source: .builtIn(.errors))
let memory = Metric(name: "memory", unit: .bytes, better: .lower, source: .builtIn(.memory))
let throughput = Metric(name: "throughput", unit: .rate, better: .higher, source: .builtIn(.throughput))
let queries = Metric(name: "queries", unit: .count, better: .lower, source: .header("X-Query-Count"))
let score = Metric(
    name: "health_score", unit: .plain, better: .higher,
    source: .json(pointer: "/score", of: RequestTemplate(method: "GET", target: "/health")))

/// `<= +5%`
let fivePercent = Rule.Condition.compare(.lessOrEqual, .relativeShare(0.05), or: nil)

func atMost(_ bound: Double) -> Rule.Condition { .compare(.lessOrEqual, .absolute(bound), or: nil) }

func rule(
    _ statistic: Statistic?, _ metric: Metric, _ condition: Rule.Condition,
    id: String = "r", on operations: [String] = ["search"], versus: String? = nil,
    warn: Rule.Condition? = nil,
    mode: Rule.Mode = .enforce,
    onInconclusive: Rule.OnInconclusive = .block, because: String? = nil
) -> Rule {
    Rule(
        id: id, text: "as written", position: here, statistic: statistic, metric: metric,
        condition: condition,
        operations: metric.isPerOperation ? operations : [], versus: versus, warn: warn, mode: mode,
        onInconclusive: onInconclusive, because: because)
}

func stage(_ kind: Stage.Kind, _ rules: [Rule] = [], operations: [String] = ["search"]) -> Stage {
    Stage(kind: kind, rules: rules, operations: operations, within: nil, position: here)
}

func regress(pairs: Int = 1, blocks: Int? = nil) -> Stage.Kind {
    .regress(Stage.Regress(pairs: pairs, blocks: blocks))
}

/// One user who performs each operation so many times.
func scale(_ operations: Int) -> Stage.Kind { .scale(Stage.Scale(users: 1, operationsPerUser: operations)) }

func pipeline(
    _ stages: Stage..., counts: [Service.Count] = [], operations: [DeclaredOperation] = [],
    deployed: DeclaredCommand? = nil, hasData: Bool = true
) -> Pipeline {
    let data = Service.DataSet(seed: .shell("./seed"), migrate: nil, fingerprint: nil, counts: counts)
    let service = Service(
        build: nil, start: .shell("./start"), ready: RequestTemplate(method: "GET", target: "/health"),
        readyWithin: .seconds(10), data: hasData ? data : nil, environment: [], secrets: [])
    return Pipeline(
        name: "membership", environment: "staging", path: here.file, subject: .service(service), values: [],
        operations: operations, metrics: [], stages: stages,
        rollback: deployed.map {
            Pipeline.Rollback(scripts: "rollback", deployed: $0, within: .seconds(60), position: here)
        })
}

/// Blocks of one pair each.
func pairs(_ metric: Metric, _ baseline: [Double], _ candidate: [Double]) -> Samples {
    Samples(
        metric: metric.name, operation: metric.isPerOperation ? "search" : nil,
        blocks: zip(baseline, candidate).map { Block(baseline: [.value($0)], candidate: [.value($1)]) })
}

/// Blocks of one pair each, with a baseline that stays at `level` and candidates in proportion to it.
func ratios(_ ratios: [Double], of level: Double = 0.010, _ metric: Metric = responseTime) -> Samples {
    pairs(metric, ratios.map { _ in level }, ratios.map { $0 * level })
}

func repeated<T>(_ values: [T], _ times: Int) -> [T] { (0..<times).flatMap { _ in values } }

/// One block with only a candidate's side.
func single(_ metric: Metric, _ observed: [Observed]) -> Samples {
    Samples(
        metric: metric.name, operation: metric.isPerOperation ? "search" : nil,
        blocks: [Block(candidate: observed)])
}

/// What a stage observed that takes samples.
func run(
    _ stage: StageName, _ samples: Samples..., maximumBlocks: Int = 40, failure: Inconclusive? = nil
) -> StageRun {
    let observed: StageRun.Observations =
        switch stage {
        case .baseline: .baseline(SampledRun(samples: samples, maximumBlocks: maximumBlocks))
        case .regress: .regress(SampledRun(samples: samples, maximumBlocks: maximumBlocks))
        case .memory: .memory(MemoryRun(samples: samples))
        case .scale: .scale(ScaleRun(load: LoadRun(samples: samples, summary: LoadSummary())))
        case .compat, .check, .deploy, .watch, .gate: StageRun.Observations(nothingOf: stage)
        }
    return StageRun(observed, common: StageRun.Common(failure: failure))
}

extension StageRun {
    /// Of stage `baseline` or `regress`, to be changed by a test.
    var blocks: SampledRun {
        get {
            guard let run = baseline ?? regress else { preconditionFailure("\(stage) has no blocks") }
            return run
        }
        set { observed = stage == .baseline ? .baseline(newValue) : .regress(newValue) }
    }
}
