import DecisionLog
import GateModel
import Git
import Judging
import Measuring
import Processes
import Stages

/// The measuring stages of one gate, from a prepared workspace to evidence; whatever goes wrong is in the evidence.
struct GateMeasuring: Sendable {
    private let plan: Plan
    private let request: GateRequest
    private let key: SigningKey
    private let cache: ContentCache?
    private let session: CommandContext
    /// What an external service is compared with; nil where revisions are measured side by side.
    private let reference: ExternalReference?
    private let files: DataFiles?
    /// What builds leave for later ones; nil where the pipeline opens no cache.
    let builds: BuildCaches?

    /// - Throws: ``OrchestrationError/targetSilent(url:reason:)`` where an external service gives no answer, or what git and the
    ///   log do not have; nothing was measured.
    init(_ plan: Plan, _ request: GateRequest, key: SigningKey, in session: CommandContext) async throws {
        self.plan = plan
        self.request = request
        self.key = key
        self.session = session
        reference = try await Self.reference(of: plan, in: session)
        files = try DataFiles(of: plan, in: Repository(discoverFrom: session.directory))
        cache = try session.cache(key)
        builds = BuildCaches(of: plan, in: cache) { session.say($0) }
    }

    func run() async -> Evidence {
        var evidence = Evidence(
            seed: plan.seed, baseline: plan.baseline, candidate: plan.candidate, pipeline: plan.source,
            dataFiles: files)
        if let lineage = plan.lineage {
            let run = GateRun.lineage(lineage)
            let result = judgeGate(run, in: plan.pipeline)
            // What is only noted is recorded too.
            if result.judgements.contains(where: { $0.verdict != .pass }) { evidence.add(run, result) }
            if result.verdict != .pass, !keepsGoing { return evidence }
        }
        let budget = GateBudget(plan.pipeline)
        if let reference {
            await measure(against: reference, budget, into: &evidence)
        } else {
            await measureSideBySide(budget, into: &evidence)
            // Once this gate holds nothing of it any more.
            session.pruneCache()
        }
        return evidence
    }

    /// - Throws: ``OrchestrationError/targetSilent(url:reason:)`` where it gives no answer, with nothing recorded.
    private static func reference(
        of plan: Plan, in session: CommandContext
    ) async throws -> ExternalReference? {
        guard case .external(let external) = plan.pipeline.subject else { return nil }
        if let reason = await silence(ofURL: external.url), !Task.isCancelled {
            throw OrchestrationError.targetSilent(url: external.url, reason: reason)
        }
        return try ExternalReference(
            of: plan.baseline, for: plan.pipeline, session.log(of: plan.environment).open(), in: session
        ).drawn(with: plan.seed)
    }

    /// Runs the stages against a service that runs already, in order, up to the first that is not a pass.
    private func measure(
        against reference: ExternalReference, _ budget: GateBudget?, into evidence: inout Evidence
    ) async {
        guard case .external(let external) = plan.pipeline.subject else { return }
        for stage in plan.pipeline.measuring {
            session.progress(Progress(stage: stage.name, text: "begins", begins: true))
            let began = ContinuousClock.now
            var run = await ExternalStage(
                plan, stage, url: external.url, against: reference, after: evidence.runs,
                caller: session.caller, budget: budget, progress: session.progress
            ).run()
            run.common.seconds = (ContinuousClock.now - began) / .seconds(1)
            evidence.add(run, of: stage, in: plan.pipeline)
            if evidence.results.last?.verdict != .pass, !keepsGoing { break }
        }
    }

    /// Runs the stages that come before a deploy, in order, up to the first that is not a pass.
    private func measureSideBySide(_ budget: GateBudget?, into evidence: inout Evidence) async {
        await Sweep(session: session, key: key).run()
        let mark = markRun()
        defer { withExtendedLifetime(mark) {} }
        let workspace: Workspace
        let confinement: SubjectConfinement
        let modes: ProtectedModes
        do {
            confinement = try await session.confinement(opening: plan.openings)
            modes = try session.protectedModes()
            try adoptOrphans(true)
        } catch {
            evidence.addFailure(
                Inconclusive(.isolationMissing, "\("\(error)".prefix { $0 != "\n" })"), in: plan)
            return
        }
        evidence.isolation = confinement.description
        session.say("isolation \(confinement)")
        if let why = plan.pipeline.whyUnconfined(confinement.isolation) {
            evidence.addFailure(why, in: plan)
            return
        }
        // However it ends, nobody keeps what judged code has given him, and what a deploy leaves running later is nobody's here.
        defer { endMeasuring(modes) }
        do throws(MeasuringError) {
            workspace = try await Workspace.prepare(
                plan, repository: session.directory, environment: session.caller, cache: cache,
                builds: builds, confinement: confinement, progress: session.progress)
        } catch {
            evidence.add(error, in: plan)
            return
        }
        let selfConnections = SelfConnections()
        var wasStartedAgain = false
        for stage in plan.pipeline.measuring {
            let context = StageContext(
                plan: plan, stage: stage, baseline: workspace.baseline, candidate: workspace.candidate,
                anchor: workspace.anchor, counts: workspace.counts, scaled: workspace.scaled,
                repository: session.directory, locustWord: session.caller.locustWord,
                selfConnections: selfConnections, budget: budget, progress: session.progress)
            session.progress(Progress(stage: stage.name, text: "begins", begins: true))
            var run = await run(stage, context, after: evidence.runs)
            do throws(MeasuringError) {
                if let changed = modes.restore().first {
                    throw MeasuringError(.subjectChanged, "somebody changed who may use it: \(changed)")
                }
                try workspace.checkUnchanged()
            } catch {
                run.common.failure = error.inconclusive
            }
            evidence.add(run, of: stage, in: plan.pipeline)
            if !wasStartedAgain, isOfService(run.common.failure) {
                wasStartedAgain = true
                if let failed = await startFailure(workspace) { evidence.add(failed, in: plan.pipeline) }
            }
            if evidence.results.last?.verdict != .pass, !keepsGoing { break }
        }
        await workspace.remove()
        checkLog(confinement.isolation, &evidence)
        noteSharedMemory(&evidence)
    }

    /// Judged code that nothing keeps from the log may have changed it: then nothing is approved on it.
    private func checkLog(_ isolation: Isolation, _ evidence: inout Evidence) {
        guard !isolation.isSufficient else { return }
        if session.verifyLogAgain(of: plan.environment) { return }
        evidence.add(.logDamaged, in: plan.pipeline)
    }

    /// Whether a stage ended since a service that pawl starts did not get ready, or died.
    private func isOfService(_ failure: Inconclusive?) -> Bool {
        guard case .service = plan.pipeline.subject, let failure else { return false }
        return failure.isOfService && !Task.isCancelled
    }

    /// Where a candidate does not get ready, twice, and the baseline does, that is the candidate's own fault; nil where it is not
    /// so.
    private func startFailure(_ workspace: Workspace) async -> GateRun? {
        session.say("a service did not come up, or ended; each revision is started again by itself")
        guard await startProblem(workspace.baseline) == nil,
            // What failed in the stage may have been the baseline, once.
            let first = await startProblem(workspace.candidate), first.inconclusive.isOfService,
            let second = await startProblem(workspace.candidate), second.inconclusive.isOfService
        else { return nil }
        return .failedTwice(step: .start, detail: OutsideText(second.detail))
    }

    /// Nil where it gets ready.
    private func startProblem(_ subject: Subject) async -> MeasuringError? {
        do throws(MeasuringError) {
            try await subject.whileRunning { (_) async throws(MeasuringError) in }
            return nil
        } catch {
            return error
        }
    }

    /// Nil where there is nothing that another run could not remove by itself, or no room for a mark, which is said.
    private func markRun() -> RunMark? {
        do {
            return try RunMark(of: plan, in: session, key: key)
        } catch {
            session.say("if this gate is killed, its states stay: \(error)")
            return nil
        }
    }

    /// Advice stops nothing, so that all of it is worth knowing.
    private var keepsGoing: Bool { request.keepsGoing || !plan.enforces }

    /// A record says how far the judged code was confined, and so also what of it went past that.
    private func noteSharedMemory(_ evidence: inout Evidence) {
        let left = SharedMemoryLeftovers.take()
        if left.isEmpty { return }
        for one in left { session.say("left behind in shared memory: \(one)") }
        evidence.isolation = evidence.isolation.map { "\($0); left in /dev/shm: \(left.count)" }
    }

    private func endMeasuring(_ modes: ProtectedModes) {
        for changed in modes.restore() { session.say("somebody changed who may use it: \(changed)") }
        do throws(ProcessError) {
            try adoptOrphans(false)
        } catch {
            session.say("\(error)")
        }
    }

    private func run(_ stage: Stage, _ context: StageContext, after earlier: [StageRun]) async -> StageRun {
        let clock = ContinuousClock()
        let began = clock.now
        var run =
            switch stage.kind {
            case .baseline(let cycles): await BaselineStage(context, cycles: cycles).run()
            case .compat(let settings): await CompatStage(context, settings).run()
            case .regress(let settings): await RegressStage(context, settings, after: earlier).run()
            case .memory(let settings): await MemoryStage(context, settings).run()
            case .scale(let settings): await ScaleStage(context, settings).run()
            case .check(let settings): await CheckStage(context, settings, caller: session.caller).run()
            case .deploy, .watch: StageRun(nothingOf: stage.name)
            }
        run.common.seconds = (clock.now - began) / .seconds(1)
        return run
    }
}

extension Evidence {
    mutating func add(_ run: StageRun, of stage: Stage, in pipeline: Pipeline) {
        results.append(judge(run, of: stage, in: pipeline, after: runs))
        runs.append(run)
    }

    /// What kept the workspace from being made; what failed twice is the candidate's own fault.
    mutating func add(_ error: MeasuringError, in plan: Plan) {
        guard let step = error.failedTwice else { return addFailure(error.inconclusive, in: plan) }
        add(.failedTwice(step: step, detail: OutsideText(error.detail)), in: plan.pipeline)
    }

    /// What the gate looks at by itself.
    mutating func add(_ run: GateRun, in pipeline: Pipeline) {
        add(run, judgeGate(run, in: pipeline))
    }

    mutating func add(_ run: GateRun, _ result: StageResult) {
        results.append(result)
        runs.append(StageRun(.gate(run)))
    }

    /// What stopped the gate before its first stage makes that stage inconclusive.
    mutating func addFailure(_ why: Inconclusive, in plan: Plan) {
        guard let stage = plan.pipeline.measuring.first else { return }
        add(StageRun(nothingOf: stage.name, failure: why), of: stage, in: plan.pipeline)
    }
}

extension Inconclusive {
    fileprivate var isOfService: Bool { reason == .serviceNotReady || reason == .serviceDied }
}
