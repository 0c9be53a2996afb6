package import GateModel
import Judging
import Measuring
import Statistics

/// The memory of the candidate's whole process tree under sustained operation.
///
/// The first process group runs at least the declared time, and until the leak test is decided or has had all the
/// operations it may have; two shorter ones show that its levels are no accident of one process.
package struct MemoryStage: Sendable {
    private let context: StageContext
    private let settings: Stage.Memory

    package init(_ context: StageContext, _ settings: Stage.Memory) {
        self.context = context
        self.settings = settings
    }

    static let groups = 3

    package func run() async -> StageRun {
        if case .tool = context.candidate.declared { return await ToolMemory(context, settings).run() }
        return await context.run { run throws(MeasuringError) in
            for number in 1...MemoryStage.groups {
                let earlier = run.memory
                let group = try await context.candidate.whileRunning { running throws(MeasuringError) in
                    let load = MemoryLoad(
                        context, settings, running, group: number,
                        isDecided: { isDecided($0, after: earlier) })
                    return try await load.measure(atLeast: number == 1 ? settings.atLeast : .zero)
                }
                run.memory.append(group)
                if verdict(run.memory).verdict == .violation { break }
            }
        }
    }

    /// Whether more operations in this group change nothing: the leak test has decided, or some limit is broken.
    ///
    /// Levels wait for further groups, not for more operations.
    private func isDecided(_ group: MemoryGroup, after earlier: [MemoryGroup]) -> Bool {
        let result = verdict(earlier + [group])
        if result.verdict == .violation || !earlier.isEmpty { return true }
        let growth = context.stage.rules.filter { $0.statistic == .growth }.map(\.id)
        return !result.judgements.contains { growth.contains($0.id) && $0.needsMore }
    }

    private func verdict(_ memory: [MemoryGroup]) -> StageResult {
        var run = StageRun(stage: context.stage.name)
        run.counts = context.counts
        run.memory = memory
        return judge(run, of: context.stage, in: context.plan.pipeline, after: [])
    }
}

extension Judgement {
    fileprivate var needsMore: Bool {
        if case .inconclusive(let why) = verdict { why.reason == .tooFewSamples } else { false }
    }
}
