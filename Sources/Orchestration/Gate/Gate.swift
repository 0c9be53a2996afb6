import DecisionLog
package import GateModel
import Git
import Judging
import Measuring
import Processes
import Stages

/// One gate: measure, decide, record; then deploy, watch, and roll back if need be.
package struct Gate: Sendable {
    private let session: CommandContext
    private let request: GateRequest

    package init(_ request: GateRequest, in session: CommandContext) {
        self.request = request
        self.session = session
    }

    /// - Throws: when nothing could be begun, or the decision could not be recorded. Whatever is measured or decided
    ///   is in the report, and in the log.
    package func run() async throws -> GateReport {
        let key = try session.trustedKey()
        // First of all: while another run is at it, what the log says is half of a story.
        let environment = try environment(of: request, in: session)
        let lock = try EnvironmentLock(of: environment, request.pipeline, for: "gate", in: session)
        defer { lock.release() }
        let plan = try Orchestration.plan(request, in: session)
        for note in plan.notes { session.say("note: \(note)") }
        sayWhetherTheHostIsBusy()
        let record = DecisionRecord(
            plan: plan, session: session, key: key, again: try repeatedDeploy(of: plan, request, in: session))
        try await checkDeployed(plan, in: session)
        let reference = try await reference(of: plan)
        let files = try DataFiles(of: plan, in: Repository(discoverFrom: session.directory))
        let builds = BuildCaches(of: plan, in: session.cache(key)) { session.say($0) }
        let evidence =
            if let reference { await measure(plan, against: reference) } else {
                await measure(plan, files, builds, key: key)
            }
        let verdict = verdict(of: evidence.results, for: plan.measuringStages)
        let judged = record.judged(evidence)
        guard plan.enforces else {
            let entry = try record.append(.advice(judged), evidence: evidence)
            return GateReport(
                plan: plan, results: evidence.results, entries: [entry], outcome: .advice(verdict))
        }
        let entry = try record.append(
            verdict == .pass ? .approve(judged) : .block(judged), evidence: evidence)
        guard verdict == .pass, let deploy = plan.pipeline.stage(.deploy) else {
            return GateReport(
                plan: plan, results: evidence.results, entries: [entry],
                outcome: GateOutcome(measured: verdict))
        }
        return try await Deployment(
            plan: plan, session: session, record: record, stage: deploy, approved: entry, evidence: evidence,
            builds: builds
        ).run()
    }

    private func sayWhetherTheHostIsBusy() {
        do throws(ProcessError) {
            let now = try HostReading.now()
            guard let busy = now.conditions(since: now).disturbance else { return }
            session.say("note: the host is busy (\(busy)): the gate may take more blocks, or show less")
        } catch {
            // Then it does not tell; what is measured does.
        }
    }

    /// What an external service is compared with; nil where revisions are measured side by side.
    ///
    /// - Throws: ``OrchestrationError/targetSilent(url:reason:)`` where it gives no answer, with nothing recorded.
    private func reference(of plan: Plan) async throws -> ExternalReference? {
        guard case .external(let external) = plan.pipeline.subject else { return nil }
        if let reason = await silence(ofURL: external.url), !Task.isCancelled {
            throw OrchestrationError.targetSilent(url: external.url, reason: reason)
        }
        return try ExternalReference(
            of: plan.baseline, for: plan.pipeline, entries: session.log(of: plan.environment).entries(),
            environment: plan.environment, in: session
        ).drawn(with: plan.seed)
    }

    /// The same for a service that runs already.
    private func measure(_ plan: Plan, against reference: ExternalReference) async -> Evidence {
        var evidence = Evidence(
            seed: plan.seed, baseline: plan.baseline, candidate: plan.candidate, pipeline: plan.source)
        guard case .external(let external) = plan.pipeline.subject else { return evidence }
        for stage in plan.measuringStages {
            session.progress(Progress(stage: stage.name, text: "begins", begins: true))
            let began = ContinuousClock.now
            var run = await ExternalStage(
                plan, stage, url: external.url, against: reference, after: evidence.runs,
                caller: session.caller, progress: session.progress
            ).run()
            run.common.seconds = (ContinuousClock.now - began) / .seconds(1)
            evidence.add(run, of: stage, in: plan.pipeline)
            if evidence.results.last?.verdict != .pass, !keepsGoing(plan) { break }
        }
        return evidence
    }

    /// Runs the stages that come before a deploy, in order, up to the first that is not a pass.
    private func measure(
        _ plan: Plan, _ files: DataFiles?, _ builds: BuildCaches?, key: SigningKey
    ) async -> Evidence {
        var evidence = Evidence(
            seed: plan.seed, baseline: plan.baseline, candidate: plan.candidate, pipeline: plan.source,
            dataFiles: files)
        await Sweep(session: session, key: key).run()
        let mark = markRun(plan, key: key)
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
            return evidence
        }
        evidence.isolation = confinement.description
        session.say("isolation \(confinement)")
        if let why = plan.pipeline.whyUnconfined(confinement.isolation) {
            evidence.addFailure(why, in: plan)
            return evidence
        }
        // However it ends, nobody keeps what judged code has given him, and what a deploy leaves running later is nobody's here.
        defer { endMeasuring(modes) }
        do throws(MeasuringError) {
            workspace = try await Workspace.prepare(
                plan, repository: session.directory, environment: session.caller, cache: session.cache(key),
                builds: builds, confinement: confinement, progress: session.progress)
        } catch {
            evidence.addFailure(error.inconclusive, in: plan)
            return evidence
        }
        let selfConnections = SelfConnections()
        for stage in plan.measuringStages {
            let context = StageContext(
                plan: plan, stage: stage, baseline: workspace.baseline, candidate: workspace.candidate,
                anchor: workspace.anchor, counts: workspace.counts, scaled: workspace.scaled,
                repository: session.directory, locustWord: session.caller.locustWord,
                selfConnections: selfConnections, progress: session.progress)
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
            if evidence.results.last?.verdict != .pass, !keepsGoing(plan) { break }
        }
        await workspace.remove()
        noteSharedMemory(&evidence)
        return evidence
    }

    /// Nil where there is nothing that another run could not remove by itself, or no room for a mark, which is said.
    private func markRun(_ plan: Plan, key: SigningKey) -> RunMark? {
        do {
            return try RunMark(of: plan, in: session, key: key)
        } catch {
            session.say("if this gate is killed, its states stay: \(error)")
            return nil
        }
    }

    /// Advice stops nothing, so that all of it is worth knowing.
    private func keepsGoing(_ plan: Plan) -> Bool { request.keepsGoing || !plan.enforces }

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
            case .deploy, .watch: StageRun(nothingOf: stage.name)
            }
        run.common.seconds = (clock.now - began) / .seconds(1)
        return run
    }
}

extension Plan {
    /// The stages that measure both revisions, before anything is deployed.
    package var measuringStages: [Stage] {
        pipeline.stages.filter { stage in
            switch stage.kind {
            case .baseline, .compat, .regress, .memory, .scale: true
            case .deploy, .watch: false
            }
        }
    }
}

extension Evidence {
    mutating func add(_ run: StageRun, of stage: Stage, in pipeline: Pipeline) {
        results.append(judge(run, of: stage, in: pipeline, after: runs))
        runs.append(run)
    }

    /// What stopped the gate before its first stage makes that stage inconclusive.
    mutating func addFailure(_ why: Inconclusive, in plan: Plan) {
        guard let stage = plan.measuringStages.first else { return }
        add(StageRun(nothingOf: stage.name, failure: why), of: stage, in: plan.pipeline)
    }
}
