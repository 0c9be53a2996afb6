package import GateModel
import Judging
import Measuring
import Statistics

/// The memory of the candidate's whole process tree under sustained operation, and the baseline's where a rule compares.
///
/// The first process group runs at least the declared time, and until the leak test is decided or has had all the
/// operations it may have; two shorter ones show that its levels are no accident of one process. The baseline's groups
/// take turns with them and get the same operations.
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
                if isCompared {
                    // How many operations the candidate's leak test will need, nobody knows yet.
                    let group = try await group(number, of: context.baseline) { _ in !isGrowthCompared }
                    run.memory.append(group)
                }
                let earlier = run.memory
                let group = try await group(number, of: context.candidate) { isDecided($0, after: earlier) }
                run.memory.append(group)
                if verdict(run.memory).verdict == .violation { break }
            }
        }
    }

    private func group(
        _ number: Int, of subject: Subject, until isDecided: @escaping (MemoryGroup) -> Bool
    ) async throws(MeasuringError) -> MemoryGroup {
        try await subject.whileRunning { running throws(MeasuringError) in
            let load = MemoryLoad(context, settings, running, group: number, isDecided: isDecided)
            return try await load.measure(atLeast: number == 1 ? settings.atLeast : .zero)
        }
    }

    /// Whether more operations in this group change nothing: the leak test has decided, or some limit is broken.
    ///
    /// Levels wait for further groups, not for more operations.
    private func isDecided(_ group: MemoryGroup, after earlier: [MemoryGroup]) -> Bool {
        let result = verdict(earlier + [group])
        if result.verdict == .violation || earlier.contains(where: { $0.side != .baseline }) { return true }
        let growth = context.stage.rules.filter { $0.statistic == .growth }.map(\.id)
        return !result.judgements.contains { growth.contains($0.id) && $0.needsMore }
    }

    private var compared: [Rule] {
        context.stage.rules.filter { $0.condition.isRelative || ($0.warn?.isRelative ?? false) }
    }

    private var isCompared: Bool { !compared.isEmpty }

    private var isGrowthCompared: Bool { compared.contains { $0.statistic == .growth } }

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
