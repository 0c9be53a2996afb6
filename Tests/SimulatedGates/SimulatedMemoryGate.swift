package import GateModel
import Judging
package import Statistics

/// A stage `memory` with `growth(memory) <= 1KB/op`, judged as a gate judges it, over simulated services.
package struct SimulatedMemoryGate: Sendable {
    private let stage: Stage
    private let pipeline: Pipeline
    private let settings = Stage.Memory(atLeast: .zero, maximumOperations: 4800, cleanup: nil)

    package init(operations: [String]) {
        let place = FilePosition(file: "pipelines/simulated.yaml", line: 1, column: 1)
        let rule = Rule(
            id: "memory/growth-memory-abs", text: "growth(memory) <= 1KB/op", position: place,
            statistic: .growth,
            metric: Metric(.memory), condition: .compare(.lessOrEqual, .absolute(1), or: nil), operations: [],
            warn: nil, mode: .enforce, onInconclusive: .block, because: nil)
        stage = Stage(
            kind: .memory(settings), rules: [rule], operations: operations, within: nil, position: place)
        pipeline = simulatedPipeline([stage])
    }

    /// Measures group after group as stage `memory` does: each until it is decided, the first that leaks once more.
    package func verdict(_ service: SimulatedService, _ generator: inout SeededGenerator) -> Verdict {
        let traits = SimulatedService.Traits(&generator)
        var run = MemoryRun()
        let parts = GrowthOperations.parts(of: stage.operations).map {
            MemoryGroup.Load?.some(.emphasising($0))
        }
        let whole = [MemoryGroup.Load?](repeating: nil, count: GrowthOperations.processes)
        for load in whole + parts {
            run.groups.append(group(service, traits, load, &generator))
            if judge(run).verdict == .violation { return .violation }
        }
        let leaking = stage.rules.compactMap { GrowthDemand($0, settings) }.flatMap {
            $0.leaks(in: run.groups)
        }
        if leaking.count == 1, let load = leaking[0].load {
            run.groups.append(group(service, traits, load, &generator))
        }
        return judge(run).verdict
    }

    private func judge(_ run: MemoryRun) -> StageResult {
        Judging.judge(StageRun(.memory(run)), of: stage, in: pipeline, after: [])
    }

    private func group(
        _ service: SimulatedService, _ traits: SimulatedService.Traits, _ load: MemoryGroup.Load?,
        _ generator: inout SeededGenerator
    ) -> MemoryGroup {
        let every = SimulatedService.operationsPerReading
        let readings = service.readings(settings.maximumOperations / every, traits, load: load, &generator)
        var group = MemoryGroup(source: "simulated", operationsPerReading: every, peak: 0, idleBefore: 0)
        group.load = load
        let operations = GrowthOperations(settings)
        var look = operations.least(load)
        while true {
            group.readings = Array(readings.prefix(look / every))
            let isDecided = stage.rules.compactMap { GrowthDemand($0, settings) }
                .allSatisfy { $0.isDecided(group, beyond: nil) }
            if isDecided || look >= operations.most { return group }
            look = min(2 * look, operations.most)
        }
    }
}
