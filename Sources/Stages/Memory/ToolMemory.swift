import GateModel
import Measuring
import Statistics

/// The memory of the candidate's commands: each of them in turn, a fresh process every time.
struct ToolMemory {
    private let context: StageContext
    private let settings: Stage.Memory

    init(_ context: StageContext, _ settings: Stage.Memory) {
        self.context = context
        self.settings = settings
    }

    /// Fewer runs of an operation say little about the inputs that it may get.
    private static let leastRuns = 10

    /// One block for each operation, on the candidate's side.
    func run() async -> StageRun {
        await context.run(
            StageRun.Observations.memory, from: MemoryRun(), attempt: context.plan.attempt
        ) { run throws(MeasuringError) in
            let tool = try await context.candidate.startSide()
            do throws(MeasuringError) {
                run.samples = try await samples(of: tool)
                await tool.stop()
            } catch {
                await tool.stop()
                throw error
            }
        }
    }

    /// Until the declared time is over; `max_operations` bounds what comes after the least.
    private func samples(of tool: any RunningSide) async throws(MeasuringError) -> [Samples] {
        var generator = SeededGenerator(seed: context.plan.seed, stream: "memory")
        let metrics = context.operationMetrics
        let operations = context.operations
        var samples = operations.flatMap { operation in
            metrics.map { Samples(metric: $0.name, operation: operation.name, blocks: [Block()]) }
        }
        let began = ContinuousClock.now
        var rounds = 0
        while rounds < ToolMemory.leastRuns
            || (ContinuousClock.now - began < settings.atLeast
                && (rounds + 1) * operations.count <= settings.maximumOperations)
        {
            var index = 0
            for operation in operations {
                let input = context.draw(operation, &generator)
                let outcome = await tool.perform(input)
                try context.checkTime("after \(rounds) runs of each operation")
                if let death = tool.death { throw death }
                try tool.checkAnswered(outcome, to: input)
                for metric in metrics {
                    samples[index].blocks[0].append(outcome.observed(metric), on: .candidate)
                    index += 1
                }
            }
            rounds += 1
            if rounds.isMultiple(of: ToolMemory.leastRuns) {
                context.report("\(rounds) runs of each operation")
            }
        }
        return samples
    }
}
