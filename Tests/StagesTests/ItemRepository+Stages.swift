import GateModel
import HTTPClient
import Judging
import Measuring
import ServiceFixture
import Stages
import Testing

extension ItemRepository {
    /// Prepares a workspace, runs one stage in it, and removes it again; `others` are declared beside it.
    func run(
        _ stage: Stage, beside others: [Stage] = [], service: Service = itemService(),
        wayBack: RollbackPlan? = nil,
        patience: Duration = .seconds(30), limits: HTTPLimits = HTTPLimits(),
        foundTime: Duration = FoundRate.time,
        progress: @escaping @Sendable (Progress) -> Void = { _ in }
    ) async throws -> StageRun {
        let plan = plan([stage] + others, service: service, wayBack: wayBack)
        let workspace = try await Workspace.prepare(
            plan, repository: path, environment: caller, confinement: confinement, progress: { _ in })
        var (baseline, candidate) = (workspace.baseline, workspace.candidate)
        (baseline.limits, candidate.limits) = (limits, limits)
        let context = StageContext(
            plan: plan, stage: stage, baseline: baseline, candidate: candidate,
            counts: workspace.counts, scaled: workspace.scaled, repository: path,
            locustWord: caller.locustWord, selfConnections: SelfConnections(), progress: progress)
        let run =
            switch stage.kind {
            case .baseline(let cycles): await BaselineStage(context, cycles: cycles).run()
            case .compat(let settings): await CompatStage(context, settings, patience: patience).run()
            case .regress(let settings): await RegressStage(context, settings, after: []).run()
            case .memory(let settings): await MemoryStage(context, settings).run()
            case .scale(let settings): await ScaleStage(context, settings, foundTime: foundTime).run()
            case .check(let settings): await CheckStage(context, settings, caller: caller).run()
            case .deploy, .watch: StageRun(nothingOf: stage.name)
            }
        await workspace.remove()
        return run
    }

    /// Runs the stage in a task that is cancelled as soon as `isTime`.
    func run(
        _ stage: Stage, service: Service = itemService(), foundTime: Duration = FoundRate.time,
        cancelledWhen isTime: () -> Bool
    ) async throws -> StageRun {
        let task = Task { try await run(stage, service: service, foundTime: foundTime) }
        guard try await eventually(isTime) else { throw NeverTime() }
        task.cancel()
        return try await task.value
    }

    func judged(_ run: StageRun, _ stage: Stage) -> StageResult {
        judge(run, of: stage, in: pipeline([stage]), after: [])
    }
}

struct NeverTime: Error {}

/// What a run of the stage has; a run of another kind of stage fails the test, and has nothing.
extension StageRun {
    var blocks: SampledRun { baseline ?? regress ?? nothing(SampledRun()) }

    var compat: CompatRun {
        if case .compat(let run) = observed { run } else { nothing(CompatRun()) }
    }

    var memory: MemoryRun {
        if case .memory(let run) = observed { run } else { nothing(MemoryRun()) }
    }

    var scale: ScaleRun {
        if case .scale(let run) = observed { run } else { nothing(ScaleRun()) }
    }

    var check: CheckRun {
        if case .check(let run) = observed { run } else { nothing(CheckRun()) }
    }

    var samples: [Samples] {
        switch observed {
        case .baseline(let run), .regress(let run): run.samples
        case .memory(let run): run.samples
        case .scale(let run): run.load?.samples ?? []
        case .compat, .check, .deploy, .watch, .gate: nothing([])
        }
    }

    private func nothing<Run>(_ run: Run) -> Run {
        Issue.record("stage '\(stage.rawValue)' observes no \(Run.self)")
        return run
    }

    func samples(_ metric: String, _ operation: String?) -> [Block]? {
        samples.first { $0.metric == metric && $0.operation == operation }?.blocks
    }
}
