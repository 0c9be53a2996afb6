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
        var run = context.newRun()
        let most =
            settings.blocks ?? plannedBlocks(for: context.stage, in: context.plan.pipeline, after: earlier)
        run.maximumBlocks = most
        var blocks = PairedBlocks(
            context, first: context.baseline, second: context.candidate, pairs: settings.pairs)
        do throws(MeasuringError) {
            while blocks.count < most {
                try context.checkBudget()
                try await blocks.measure()
                run.samples = blocks.samples
                context.report("block \(blocks.count) of at most \(most)")
                if isDecided(run) { break }
            }
        } catch {
            run.failure = error.inconclusive
        }
        return run
    }

    /// Looks only where the sequential design looks; a violation decides at once.
    private func isDecided(_ run: StageRun) -> Bool {
        guard let count = run.samples.first?.blocks.count, count >= 8, count % 4 == 0 else { return false }
        let result = judge(run, of: context.stage, in: context.plan.pipeline, after: earlier)
        return result.verdict == .violation || result.isDecided
    }
}
