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
        let most =
            settings.blocks ?? plannedBlocks(for: context.stage, in: context.plan.pipeline, after: earlier)
        let tests = SequentialTests(
            for: context.stage, in: context.plan.pipeline, maximumBlocks: most)
        return await context.run { run throws(MeasuringError) in
            run.maximumBlocks = most
            var blocks = PairedBlocks(
                context, first: context.baseline, second: context.candidate, pairs: settings.pairs)
            while blocks.count < most {
                try await blocks.measure()
                run.samples = blocks.samples
                context.report("block \(blocks.count) of at most \(most)")
                if blocks.isLook, isDecided(run, tests) { break }
            }
        }
    }

    /// A violation decides at once, whatever the other rules still need.
    private func isDecided(_ run: StageRun, _ tests: SequentialTests) -> Bool {
        let result = judge(
            run, of: context.stage, in: context.plan.pipeline, after: earlier, with: tests)
        return result.verdict == .violation || result.isDecided
    }
}
