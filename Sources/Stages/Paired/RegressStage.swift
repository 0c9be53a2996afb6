package import GateModel
import Judging
import Measuring

/// Candidate against baseline, side by side, for as many blocks as the judgement needs.
package struct RegressStage: Sendable {
    private let context: StageContext
    private let settings: Stage.Regress
    private let earlier: [StageRun]

    /// `earlier` are the runs of the stages before; the baseline's own noise plans the number of blocks.
    package init(_ context: StageContext, _ settings: Stage.Regress, after earlier: [StageRun]) {
        self.context = context
        self.settings = settings
        self.earlier = earlier
    }

    package func run() async -> StageRun {
        var plan = ComparisonPlan(for: context.stage, after: earlier)
        return await context.run(
            StageRun.Observations.regress, from: SampledRun(), attempt: context.plan.attempt
        ) { run throws(MeasuringError) in
            run.take(plan, declared: settings)
            let baseline = earlier.lazy.compactMap(\.baseline).first
            var blocks = PairedBlocks(
                context, first: context.baseline, second: context.candidate, pairs: plan.pairs,
                rounds: baseline?.roundsPerGroup,
                counts: context.stage.rules.filter(\.repeatsCounts))
            while blocks.count < plan.maximumBlocks {
                try await blocks.measure()
                blocks.record(in: &run)
                // Before anything was judged, so that the test keeps its level.
                if blocks.isFirstLook, settings.blocks == nil {
                    plan = plan.replanned(from: run, for: context.stage)
                    run.take(plan, declared: settings)
                }
                if blocks.isFirstLook { run.leastStarts = StartCount.affordable(run) }
                context.report(progress(blocks, plan))
                guard blocks.isLook else { continue }
                let result = judged(run)
                // A violation decides at once, whatever the other rules still need.
                if result.verdict == .violation || result.isDecided { break }
                blocks.leave(context.stage.operationsThatMayLeave(result))
            }
            try await measureControls(&run, pairs: plan.pairs, rounds: blocks.rounds)
            try await compareWithAnchor(&run, pairs: plan.pairs, rounds: blocks.rounds)
        }
    }

    private func judged(_ run: SampledRun) -> StageResult {
        let soFar = context.soFar(.regress(run), attempt: context.plan.attempt)
        return judge(soFar, of: context.stage, in: context.plan.pipeline, after: earlier)
    }

    /// `block 12 of some 24, 3 of 5 operations undecided`
    private func progress(_ blocks: PairedBlocks, _ plan: ComparisonPlan) -> String {
        let isBeyond = blocks.count > plan.plannedBlocks
        let budget = isBeyond ? "at most \(plan.maximumBlocks)" : "about \(plan.plannedBlocks)"
        let all = context.operations.count
        let open = blocks.measuredOperations
        return "block \(blocks.count) of \(budget)"
            + (open < all ? ", \(open) of \(all) operations undecided" : "")
    }

    /// Blocks of the baseline against itself: the fewest that can show a level.
    private static let controlBlocks = 8

    /// Where the baseline was slower beside the candidate than in stage `baseline`: is it the host, or the candidate?
    private func measureControls(
        _ run: inout SampledRun, pairs: Int, rounds: Int?
    ) async throws(MeasuringError) {
        guard needsControls(run, of: context.stage, after: earlier),
            judged(run).violations.isEmpty
        else { return }
        var blocks = PairedBlocks(
            context, first: context.baseline, second: context.baseline, pairs: pairs, rounds: rounds,
            stream: "regress controls")
        while blocks.count < RegressStage.controlBlocks {
            try await blocks.measure()
            context.report(
                "the baseline against itself once more, since it was slower beside the candidate, "
                    + "block \(blocks.count) of \(RegressStage.controlBlocks)")
        }
        run.controls = blocks.allSamples.filter { $0.metric == Metric.BuiltIn.responseTime.rawValue }
    }

    /// Blocks of candidate and anchor: enough for evidence of a drift, which adds up over releases.
    private static let anchorBlocks = 12

    /// Holds the candidate against the anchor too, unless it is blocked already.
    private func compareWithAnchor(
        _ run: inout SampledRun, pairs: Int, rounds: Int?
    ) async throws(MeasuringError) {
        guard let anchor = context.anchor, var compared = context.plan.anchor,
            judged(run).violations.isEmpty
        else { return }
        var blocks = PairedBlocks(
            context, first: anchor, second: context.candidate, pairs: pairs, rounds: rounds,
            stream: "regress anchor")
        while blocks.count < RegressStage.anchorBlocks {
            try await blocks.measure()
            compared.samples = blocks.allSamples
            run.anchor = compared
            context.report(
                "anchor \(anchor.revision.commit.short), block \(blocks.count) of \(RegressStage.anchorBlocks)"
            )
        }
    }
}

extension SampledRun {
    fileprivate mutating func take(_ plan: ComparisonPlan, declared settings: Stage.Regress) {
        maximumBlocks = plan.maximumBlocks
        plannedBlocks = plan.plannedBlocks < plan.maximumBlocks ? plan.plannedBlocks : nil
        pairs = settings.pairs == nil ? plan.pairs : nil
    }
}
