package import GateModel
import Judging
import Measuring

/// The baseline against itself: is it healthy, and is this host quiet enough to tell its revisions apart?
package struct BaselineStage: Sendable {
    private let context: StageContext
    private let cycles: Int

    package init(_ context: StageContext, cycles: Int) {
        self.context = context
        self.cycles = cycles
    }

    /// Two fresh baseline processes a block; the second one is recorded on the candidate's side.
    package func run() async -> StageRun {
        var run = context.newRun()
        var blocks = PairedBlocks(
            context, first: context.baseline, second: context.baseline, pairs: context.pairs)
        let perCycle = (BaselineStage.leastBlocks + cycles - 1) / cycles
        let least = perCycle * cycles
        let most = max(least, BaselineStage.mostBlocks)
        run.maximumBlocks = most
        do throws(MeasuringError) {
            while blocks.count < most {
                try context.checkBudget()
                try await blocks.measure()
                run.samples = blocks.samples
                if blocks.count <= least {
                    context.report(
                        "cycle \((blocks.count - 1) / perCycle + 1) of \(cycles), block \(blocks.count)")
                } else {
                    context.report(
                        "block \(blocks.count) of at most \(most): more, because the host is noisy")
                }
                if blocks.count >= least, isDecided(run) { break }
            }
        } catch {
            run.failure = error.inconclusive
        }
        return run
    }

    /// Fewer process pairs than this prove nothing; more than that is not worth the wait.
    static let leastBlocks = 8
    static let mostBlocks = 40

    private func isDecided(_ run: StageRun) -> Bool {
        guard run.samples.first.map({ $0.blocks.count % 4 == 0 }) ?? false else { return false }
        return judge(run, of: context.stage, in: context.plan.pipeline, after: []).isDecided
    }
}
