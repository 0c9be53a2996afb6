import GateModel
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
        // First of all: while another run is in progress, what the log says is half of a story.
        let (environment, declared) = try environment(of: request, in: session)
        let lock = try EnvironmentLock(of: environment, request.pipeline, for: "gate", in: session)
        defer { lock.release() }
        try await session.share(environment, for: request.pipeline, declared: declared)
        let plan = try Orchestration.plan(request, in: session)
        try session.check(
            key, writes: plan.kindsOfEntries, of: plan.source, in: plan.environment)
        for note in plan.notes { session.say("note: \(note)") }
        sayWhetherTheHostIsBusy()
        let record = DecisionRecord(
            target: plan.target, session: session, key: key,
            again: try repeatedDeploy(of: plan, request, in: session))
        try await checkDeployed(plan, in: session)
        try await checkAnswers(plan)
        let measuring = try await GateMeasuring(plan, request, key: key, in: session)
        var decided = DecidedGate(plan, await measuring.run(), in: record)
        let verdict = decided.verdict(of: plan.pipeline.measuring)
        guard plan.enforces else {
            try await decided.append { .advice($0) }
            return decided.report(.advice(verdict))
        }
        try await decided.append { verdict == .pass ? .approve($0) : .block($0) }
        guard verdict == .pass, let deployment = plan.pipeline.deployment, let wayBack = plan.wayBack else {
            return decided.report(GateOutcome(measured: verdict))
        }
        return try await DeploySteps(
            deployment: deployment, plan: plan, session: session,
            rollback: RecordedRollback(wayBack, in: record), builds: measuring.builds
        ).run(decided)
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
}

extension Plan {
    /// All that a gate may have to record, whatever comes of it.
    fileprivate var kindsOfEntries: [Decision.Kind] {
        guard enforces else { return [.advice] }
        let afterwards: [Decision.Kind] =
            pipeline.deployment == nil ? [] : [.deployStarted, .deployed, .rollbackStarted, .rolledBack]
        return [.approve, .block] + afterwards
    }
}
