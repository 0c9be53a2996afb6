package import GateModel
import Judging
import Measuring

/// The memory of the candidate's whole process tree under sustained operation, and the baseline's.
///
/// Three process groups get all operations by their weights, the first for at least the declared time. Where a rule is
/// about growth, further groups emphasise some operations each, and each group goes on until it is clean, or leaks, or has
/// had all the operations it may have. Where a rule compares, the baseline's groups take turns with them; otherwise one
/// of the baseline comes last, to be shown beside them.
package struct MemoryStage: Sendable {
    private let context: StageContext
    private let settings: Stage.Memory
    private let demands: [GrowthDemand]
    private let operations: GrowthOperations

    package init(_ context: StageContext, _ settings: Stage.Memory) {
        self.context = context
        self.settings = settings
        demands = context.stage.rules.compactMap { GrowthDemand($0, settings, attempt: context.plan.attempt) }
        operations = GrowthOperations(settings)
    }

    package func run() async -> StageRun {
        if case .tool = context.candidate.declared { return await ToolMemory(context, settings).run() }
        return await context.run(
            StageRun.Observations.memory, from: MemoryRun(), attempt: context.plan.attempt
        ) { run throws(MeasuringError) in
            for load in loads {
                try await measure(load, into: &run.groups)
                if verdict(run.groups) == .violation { break }
            }
            if let load = unconfirmed(run.groups) { try await measure(load, into: &run.groups) }
            try await confirmAge(&run.groups)
            try await measureForComparison(&run.groups)
            if leaks(run.groups) > 1 { try await measureAlone(&run.groups) }
        }
    }

    private var loads: [MemoryGroup.Load?] {
        let whole = [MemoryGroup.Load?](repeating: nil, count: GrowthOperations.processes)
        guard !demands.isEmpty else { return whole }
        return whole + GrowthOperations.parts(of: context.operations.map(\.name)).map { .emphasising($0) }
    }

    /// One process group of the candidate, and before it one of the baseline where a rule compares.
    private func measure(
        _ load: MemoryGroup.Load?, into memory: inout [MemoryGroup]
    ) async throws(MeasuringError) {
        let number = memory.count(where: { $0.side != .baseline }) + 1
        let time = number == 1 ? settings.atLeast : .zero
        let least =
            demands.isEmpty ? min(GrowthOperations.leastOfAll, operations.most) : operations.least(load)
        let extent = MemoryLoad.Extent(
            number: number, load: load, least: least, most: operations.most, time: time)
        if isCompared {
            // How many operations the candidate's test will need, nobody knows yet.
            memory.append(try await group(extent, of: context.baseline) { _ in !isGrowthCompared })
        }
        let earlier = memory
        memory.append(try await group(extent, of: context.candidate) { isDecided($0, after: earlier) })
    }

    private func group(
        _ extent: MemoryLoad.Extent, of subject: Subject,
        until isDecided: @escaping (MemoryGroup) -> Bool = { _ in true }
    ) async throws(MeasuringError) -> MemoryGroup {
        try await subject.whileRunning { running throws(MeasuringError) in
            try await MemoryLoad(context, settings, running, extent, isDecided: isDecided).measure()
        }
    }

    /// Whether more operations in this group change nothing: every rule on growth has its answer of it, or some limit is
    /// broken.
    ///
    /// Levels wait for further groups, not for more operations.
    private func isDecided(_ group: MemoryGroup, after earlier: [MemoryGroup]) -> Bool {
        demands.allSatisfy { $0.isDecided(group, beyond: earlier.last) }
            || verdict(earlier + [group]) == .violation
    }

    /// What a single leaking group was loaded with, if no other group was loaded with the same.
    private func unconfirmed(_ memory: [MemoryGroup]) -> MemoryGroup.Load? {
        for demand in demands {
            let leaking = demand.leaks(in: memory)
            guard leaking.count == 1, let load = leaking[0].load else { continue }
            return load
        }
        return nil
    }

    private func leaks(_ memory: [MemoryGroup]) -> Int {
        demands.map { $0.leaks(in: memory).count }.max() ?? 0
    }

    /// Where all processes of the candidate slow down with age: two of the baseline as old as they are, and one more of the
    /// candidate between them, without which nothing is shown. A host that gets slower while one side is measured slows down both then.
    private func confirmAge(_ memory: inout [MemoryGroup]) async throws(MeasuringError) {
        guard slowsWithAge(memory, context.operations.map(\.name)) else { return }
        let oldest = memory.compactMap(\.operations).max() ?? operations.whole
        for subject in [context.baseline, context.candidate, context.baseline] {
            let number = memory.count(where: { ($0.side ?? .candidate) == subject.side }) + 1
            let extent = MemoryLoad.Extent(number: number, load: nil, least: oldest, most: oldest)
            memory.append(try await group(extent, of: subject))
        }
    }

    /// One group of the baseline, to be shown beside the candidate's; as old as those where they leak.
    ///
    /// It decides nothing about levels, so it fails nothing either.
    private func measureForComparison(_ memory: inout [MemoryGroup]) async throws(MeasuringError) {
        guard !isCompared, !demands.isEmpty, !memory.contains(where: { $0.side == .baseline }) else { return }
        guard leaks(memory) > 1 || verdict(memory) != .violation else { return }
        let least = min(memory.compactMap(\.operations).max() ?? operations.whole, operations.whole)
        let extent = MemoryLoad.Extent(number: 1, load: nil, least: least, most: least)
        if let group = try await tried(extent, of: context.baseline) { memory.append(group) }
    }

    /// Each operation by itself, to name what a leak comes from.
    private func measureAlone(_ memory: inout [MemoryGroup]) async throws(MeasuringError) {
        guard context.operations.count > 1 else { return }
        for operation in context.operations {
            let number = memory.count(where: { $0.side != .baseline }) + 1
            let extent = MemoryLoad.Extent(
                number: number, load: .alone(operation.name), least: operations.emphasised,
                most: operations.emphasised)
            if let group = try await tried(extent, of: context.candidate) { memory.append(group) }
        }
    }

    /// A group that decides nothing, nil where it could not be measured; only an interruption ends the stage.
    private func tried(
        _ extent: MemoryLoad.Extent, of subject: Subject
    ) async throws(MeasuringError) -> MemoryGroup? {
        do throws(MeasuringError) {
            return try await group(extent, of: subject)
        } catch {
            if error.inconclusive.reason == .interrupted { throw error }
            context.report(
                "process \(extent.number) of the \(subject.side.rawValue) was not measured: \(error)")
            return nil
        }
    }

    private var compared: [Rule] {
        context.stage.rules.filter { $0.condition.isRelative || ($0.warn?.isRelative ?? false) }
    }

    private var isCompared: Bool { !compared.isEmpty }

    private var isGrowthCompared: Bool { compared.contains { $0.statistic == .growth } }

    /// Of the declared rules; that a process slows down with age is judged when the baseline was measured.
    private func verdict(_ memory: [MemoryGroup]) -> Verdict {
        let run = context.soFar(.memory(MemoryRun(groups: memory)), attempt: context.plan.attempt)
        return judge(run, of: context.stage, in: context.plan.pipeline, after: []).verdict
    }
}
