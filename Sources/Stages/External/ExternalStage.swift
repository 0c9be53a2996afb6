package import GateModel
import HTTPClient
import Judging
package import Measuring

/// A stage over a service that somebody else runs: one side, on one connection, without fresh processes.
///
/// Stage `baseline` asks it everything twice, so that it is compared with itself; `regress` compares it with the
/// recorded samples of what is deployed; `scale` loads it. Nothing is built, started or stopped.
package struct ExternalStage: Sendable {
    private let context: StageContext
    private let url: String
    private let reference: ExternalReference
    private let earlier: [StageRun]

    package init(
        _ plan: Plan, _ stage: Stage, url: String, against reference: ExternalReference,
        after earlier: [StageRun], caller: CallerEnvironment, budget: GateBudget? = nil,
        progress: @escaping @Sendable (Progress) -> Void
    ) {
        self.url = url
        self.reference = reference
        self.earlier = earlier
        func subject(_ side: Side, _ revision: Revision) -> Subject {
            Subject(
                side: side, revision: revision, checkout: "", state: nil, declared: plan.pipeline.subject,
                environment: caller.named(["PATH", "LANG"]), confinement: .none, masks: [])
        }
        context = StageContext(
            plan: plan, stage: stage, baseline: subject(.baseline, plan.baseline),
            candidate: subject(.candidate, plan.candidate), counts: [], repository: "",
            locustWord: caller.locustWord, selfConnections: SelfConnections(), budget: budget,
            progress: progress)
    }

    /// Never fewer unless the file says so, since the next gate can compare with no more than were recorded.
    private static let usualBlocks = 40

    package func run() async -> StageRun {
        switch context.stage.kind {
        case .baseline(let cycles):
            await context.run(StageRun.Observations.baseline, from: SampledRun(oneSided: .itself)) {
                run throws(MeasuringError) in
                try await withClient { (client) async throws(MeasuringError) in
                    try await againstItself(&run, client, cycles)
                }
            }
        case .regress(let settings):
            await context.run(
                StageRun.Observations.regress, from: SampledRun(oneSided: reference.oneSided),
                attempt: context.plan.attempt
            ) {
                run throws(MeasuringError) in
                try await withClient { (client) async throws(MeasuringError) in
                    try await againstRecording(&run, client, settings)
                }
            }
        case .scale(let settings):
            await context.run(
                StageRun.Observations.scale, from: ScaleRun(oneSided: reference.oneSided),
                attempt: context.plan.attempt
            ) {
                run throws(MeasuringError) in
                let load = try await ExternalLoad(context, settings, try address()).measure()
                run.load = load
                try load.summary.check()
            }
        case .compat, .memory, .check, .deploy, .watch:
            StageRun(
                nothingOf: context.stage.name,
                failure: Inconclusive(.notEvaluated, "this stage cannot judge an external service"))
        }
    }

    private func address() throws(MeasuringError) -> ServiceAddress {
        do throws(ServiceAddressError) {
            return try ServiceAddress(url: url)
        } catch {
            throw MeasuringError(.serviceNotReady, "\(error)")
        }
    }

    private func withClient(
        _ body: (ServiceClient) async throws(MeasuringError) -> Void
    ) async throws(MeasuringError) {
        let client = ServiceClient(try address())
        do throws(MeasuringError) {
            try await body(client)
            await client.shutdown()
        } catch {
            await client.shutdown()
            throw error
        }
    }

    private func againstItself(
        _ run: inout SampledRun, _ client: ServiceClient, _ cycles: Int
    ) async throws(MeasuringError) {
        var blocks = ExternalBlocks(context, client, pairs: context.pairs)
        let most = max(cycles, ExternalStage.usualBlocks)
        run.maximumBlocks = most
        while blocks.count < most {
            try await blocks.measure(twice: true)
            blocks.record(in: &run)
            context.report("block \(blocks.count) of at most \(most)")
            let isLook = blocks.count >= 8 && blocks.count.isMultiple(of: 4)
            guard isLook else { continue }
            let judged = context.soFar(.baseline(run))
            if judge(judged, of: context.stage, in: context.plan.pipeline, after: []).isDecided { break }
        }
    }

    /// All blocks are measured, however soon the answer is clear, since they are the next gate's recording.
    private func againstRecording(
        _ run: inout SampledRun, _ client: ServiceClient, _ settings: Stage.Regress
    ) async throws(MeasuringError) {
        var blocks = ExternalBlocks(context, client, pairs: context.pairs)
        let planned = ComparisonPlan(for: context.stage, after: earlier).plannedBlocks
        let wanted = settings.blocks ?? max(planned, ExternalStage.usualBlocks)
        let most = min(wanted, reference.blocks ?? wanted)
        run.maximumBlocks = most
        while blocks.count < most {
            try await blocks.measure()
            blocks.record(in: &run)
            run.samples = reference.beside(run.samples)
            context.report("block \(blocks.count) of \(most)")
        }
    }
}

/// What an external service is compared with.
package enum ExternalReference: Sendable {
    /// What an earlier decision recorded, on the candidate's side of its blocks.
    case recorded(ComparisonSource.Recording, [Samples])
    case none(Inconclusive)

    var oneSided: ComparisonSource {
        switch self {
        case .recorded(let recording, _): .recorded(recording)
        case .none(let why): .alone(why)
        }
    }

    /// How many there are; nil where there is nothing to compare with.
    var blocks: Int? {
        switch self {
        case .recorded(_, let samples): samples.map(\.blocks.count).min() ?? 0
        case .none: nil
        }
    }

    /// The recorded blocks as the baseline's side of those that were measured; none for a metric that was not recorded.
    func beside(_ measured: [Samples]) -> [Samples] {
        guard case .recorded(_, let recorded) = self else { return measured }
        return measured.map { samples in
            var samples = samples
            let other = recorded.first { $0.metric == samples.metric && $0.operation == samples.operation }
            for (index, block) in (other?.blocks ?? []).prefix(samples.blocks.count).enumerated() {
                samples.blocks[index].baseline = block.candidate
            }
            return samples
        }
    }
}
