package import GateModel
import Judging
import Measuring

/// The baseline against itself: is it healthy, and how much does it differ from itself on this host?
package struct BaselineStage: Sendable {
    private let context: StageContext
    private let cycles: Int

    package init(_ context: StageContext, cycles: Int) {
        self.context = context
        self.cycles = cycles
    }

    /// Fewer process pairs than this tell no noise; more than that is not worth the wait.
    private static let leastBlocks = 8
    private static let mostBlocks = 40

    /// Two fresh baseline processes a block; the second one is recorded on the candidate's side.
    package func run() async -> StageRun {
        let blocksPerCycle = (BaselineStage.leastBlocks + cycles - 1) / cycles
        let least = blocksPerCycle * cycles
        let recorded = context.plan.noise
        let pairs = context.plan.pipeline.baselinePairs
        return await context.run(StageRun.Observations.baseline, from: SampledRun()) {
            run throws(MeasuringError) in
            run.recordedNoise = recorded
            // Fewer than `regress` declares.
            run.pairs = pairs < context.pairs ? pairs : nil
            run.plannedBlocks = recorded == nil ? nil : PooledNoise.plannedBlocks
            var most = max(least, BaselineStage.mostBlocks)
            var blocks = PairedBlocks(
                context, first: context.baseline, second: context.baseline,
                pairs: pairs, groupPairs: context.pairs)
            while blocks.count < most {
                try await blocks.measure()
                // Groups that answer more are fewer.
                most = max(least, BaselineStage.mostBlocks / (blocks.rounds ?? 1))
                run.maximumBlocks = most
                blocks.record(in: &run)
                if let recorded, blocks.count <= PooledNoise.freshBlocks {
                    let few = PooledNoise.freshBlocks
                    context.report(
                        "block \(blocks.count) of \(few): \(recorded.sourcesText) recorded the noise")
                    guard blocks.count == few else { continue }
                    guard let why = undecided(run) else { break }
                    context.report("more than \(few) blocks: \(why.id)", why: why.why)
                    continue
                }
                context.report(progress(blocks.count, blocksPerCycle, most))
                if blocks.count >= least, undecided(run) == nil { break }
            }
        }
    }

    /// What comes after the cycles is owed to the noise.
    private func progress(_ count: Int, _ blocksPerCycle: Int, _ most: Int) -> String {
        let cycle = (count - 1) / blocksPerCycle + 1
        return cycle <= cycles
            ? "cycle \(cycle) of \(cycles), block \(count)"
            : "block \(count) of at most \(most): more, because the host is noisy"
    }

    /// What needs more blocks; nil where nothing does.
    private func undecided(_ run: SampledRun) -> Inconclusive.UndecidedJudgement? {
        let result = judge(
            context.soFar(.baseline(run)), of: context.stage, in: context.plan.pipeline, after: [])
        return result.judgements.lazy.compactMap { judgement -> Inconclusive.UndecidedJudgement? in
            guard case .inconclusive(let why) = judgement.verdict, why.reason == .tooFewSamples else {
                return nil
            }
            return Inconclusive.UndecidedJudgement(id: judgement.id, why: why)
        }.first
    }
}
