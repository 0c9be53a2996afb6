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
        let pipeline = context.plan.pipeline
        var most = settings.blocks ?? plannedBlocks(for: context.stage, in: pipeline, after: earlier)
        return await context.run { run throws(MeasuringError) in
            run.maximumBlocks = most
            let baseline = earlier.first { $0.stage == .baseline }
            var blocks = PairedBlocks(
                context, first: context.baseline, second: context.candidate, pairs: settings.pairs,
                rounds: baseline.map { $0.roundsPerGroup ?? 1 })
            while blocks.count < most {
                try await blocks.measure()
                blocks.record(in: &run)
                // Before anything was judged, so that the test keeps its level.
                if blocks.isFirstLook, settings.blocks == nil {
                    most = replannedBlocks(from: run, for: context.stage, in: pipeline, planned: most)
                    run.maximumBlocks = most
                }
                context.report("block \(blocks.count) of at most \(most)")
                if blocks.isLook, isDecided(run) { break }
            }
            try await compareWithAnchor(&run, rounds: blocks.rounds)
        }
    }

    /// Blocks of candidate and anchor: enough for evidence of a drift, which adds up over releases.
    private static let anchorBlocks = 12

    /// Holds the candidate against the anchor too, unless it is blocked already.
    private func compareWithAnchor(_ run: inout StageRun, rounds: Int?) async throws(MeasuringError) {
        guard let anchor = context.anchor, var compared = context.plan.anchor,
            judge(run, of: context.stage, in: context.plan.pipeline, after: earlier).violations.isEmpty
        else { return }
        var blocks = PairedBlocks(
            context, first: anchor, second: context.candidate, pairs: settings.pairs, rounds: rounds,
            stream: "regress anchor")
        while blocks.count < RegressStage.anchorBlocks {
            try await blocks.measure()
            compared.samples = blocks.samples
            run.anchor = compared
            context.report(
                "anchor \(anchor.revision.commit.short), block \(blocks.count) of \(RegressStage.anchorBlocks)"
            )
        }
    }

    /// A violation decides at once, whatever the other rules still need.
    private func isDecided(_ run: StageRun) -> Bool {
        let result = judge(run, of: context.stage, in: context.plan.pipeline, after: earlier)
        return result.verdict == .violation || result.isDecided
    }
}
