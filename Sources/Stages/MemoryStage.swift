package import GateModel
import Judging
import Measuring
import Statistics

/// The memory of the candidate's whole process tree under sustained operation.
///
/// The first process group runs at least the declared time and as many operations as the leak test asks for; two
/// shorter ones show that its levels are no accident of one process.
package struct MemoryStage: Sendable {
    private let context: StageContext
    private let settings: Stage.Memory

    package init(_ context: StageContext, _ settings: Stage.Memory) {
        self.context = context
        self.settings = settings
    }

    static let operationsPerReading = 10
    static let groups = 3
    /// Where the leak test looks first; it doubles from there.
    static let firstLook = 600

    package func run() async -> StageRun {
        var run = context.newRun()
        do throws(MeasuringError) {
            for group in 1...MemoryStage.groups {
                try context.checkBudget()
                run.memory.append(try await measure(group: group))
                if isDecided(run) { break }
            }
        } catch {
            run.failure = error.inconclusive
        }
        return run
    }

    private func isDecided(_ run: StageRun) -> Bool {
        judge(run, of: context.stage, in: context.plan.pipeline, after: []).verdict == .violation
    }

    private func measure(group: Int) async throws(MeasuringError) -> MemoryGroup {
        let running = try await context.candidate.start()
        let sampler = MemorySampler(running.process)
        let watching = Task { await sampler.watch() }
        let result = await load(running, sampler, group: group)
        watching.cancel()
        await running.stop()
        return try result.get()
    }

    private func load(
        _ running: RunningSubject, _ sampler: MemorySampler, group: Int
    ) async -> Result<MemoryGroup, MeasuringError> {
        do throws(MeasuringError) {
            var memory = MemoryGroup(
                source: "statm", operationsPerReading: MemoryStage.operationsPerReading, peak: 0,
                idleBefore: try sampler.read())
            try await perform(running, sampler, group: group, into: &memory)
            try await idle()
            memory.idleAfter = try sampler.read()
            memory.peak = sampler.peak
            return .success(memory)
        } catch {
            return .failure(error)
        }
    }

    /// Draws among all operations by weight, one request at a time, until time and operations suffice.
    private func perform(
        _ running: RunningSubject, _ sampler: MemorySampler, group: Int, into memory: inout MemoryGroup
    ) async throws(MeasuringError) {
        var generator = SeededGenerator(seed: context.plan.seed, stream: "memory group \(group)")
        let mix = context.operations.flatMap { Array(repeating: $0, count: $0.weight) }
        let clock = ContinuousClock()
        let until = clock.now + (group == 1 ? settings.atLeast : .zero)
        var operations = 0
        while clock.now < until
            || operations < (group == 1 ? settings.maximumOperations : MemoryStage.firstLook)
        {
            let operation = mix[Int.random(in: mix.indices, using: &generator)]
            let input = DrawnInput.draw(operation, from: context.plan.pipeline.values, using: &generator)
            if let failure = await running.performer.perform(input).failure {
                memory.failures.append(failure)
            }
            operations += 1
            if let cleanup = settings.cleanup, operations.isMultiple(of: cleanup.every) {
                try await clean(cleanup, running)
            }
            if operations.isMultiple(of: MemoryStage.operationsPerReading) {
                let bytes = try sampler.read()
                if operations <= settings.maximumOperations { memory.readings.append(bytes) }
            }
            if operations.isMultiple(of: 600) {
                context.report("process \(group) of 3, \(operations) operations")
            }
            if Task.isCancelled { throw MeasuringError(.interrupted, "after \(operations) operations") }
            if let death = running.death { throw death }
        }
    }

    private func clean(_ cleanup: Stage.Memory.Cleanup, _ running: RunningSubject)
        async throws(MeasuringError)
    {
        let operation = DeclaredOperation(
            name: "cleanup", request: cleanup.request, expect: .success, then: nil, weight: 1,
            position: context.stage.position)
        let outcome = await running.performer.perform(DrawnInput(operation: operation, values: [:]))
        if let failure = outcome.failure {
            throw MeasuringError(.failedOperations, "cleanup, \(cleanup.request.summary): \(failure)")
        }
    }

    private func idle() async throws(MeasuringError) {
        do {
            try await Task.sleep(for: .milliseconds(500))
        } catch {
            throw MeasuringError(.interrupted, "while the service idled")
        }
    }
}
