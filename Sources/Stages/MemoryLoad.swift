import GateModel
import Measuring
import Statistics

/// The load on one process group of stage `memory`, and the readings taken meanwhile.
struct MemoryLoad {
    private let context: StageContext
    private let settings: Stage.Memory
    private let running: RunningSubject
    private let number: Int
    private let isDecided: (MemoryGroup) -> Bool
    private var generator: SeededGenerator

    /// `isDecided` says, at each look, whether more operations in this group would change nothing.
    init(
        _ context: StageContext, _ settings: Stage.Memory, _ running: RunningSubject, group number: Int,
        isDecided: @escaping (MemoryGroup) -> Bool
    ) {
        self.context = context
        self.settings = settings
        self.running = running
        self.number = number
        self.isDecided = isDecided
        generator = SeededGenerator(seed: context.plan.seed, stream: "memory group \(number)")
    }

    /// Where the leak test looks first; it doubles from there (statistics.md, "Leaks").
    private static let firstLook = 600

    func measure(atLeast time: Duration) async throws(MeasuringError) -> MemoryGroup {
        var load = self
        let sampler = try await MemorySampler(
            running, mostReadings: settings.maximumOperations / settings.every, least: LeakTest.leastReadings)
        async let _ = sampler.watch()
        var memory = try await sampler.group(operationsPerReading: settings.every)
        try await load.perform(atLeast: time, sampler, into: &memory)
        try await idle()
        try await sampler.finish(&memory)
        return memory
    }

    /// Draws among all operations by weight, one request at a time, until time and operations suffice.
    ///
    /// The leak test has no use for readings beyond `max_operations`, so none are kept.
    private mutating func perform(
        atLeast time: Duration, _ sampler: MemorySampler, into memory: inout MemoryGroup
    ) async throws(MeasuringError) {
        let mix = context.operations.flatMap { Array(repeating: $0, count: $0.weight) }
        let clock = ContinuousClock()
        let began = clock.now
        var look = min(MemoryLoad.firstLook, settings.maximumOperations)
        var operations = 0
        while operations < look || clock.now < began + time {
            let operation = mix[Int.random(in: mix.indices, using: &generator)]
            try await perform(context.draw(operation, &generator), into: &memory)
            operations += 1
            try context.checkTime("after \(operations) operations of \(name)")
            if let cleanup = settings.cleanup, operations.isMultiple(of: cleanup.every) {
                try await clean(cleanup, after: operations, sampler, into: &memory)
            }
            if operations.isMultiple(of: settings.every), operations <= settings.maximumOperations {
                try await sampler.read(into: &memory, since: began)
            }
            if operations == look, look < settings.maximumOperations {
                try await sampler.note(&memory)
                if !isDecided(memory) { look = min(2 * look, settings.maximumOperations) }
            }
            if operations.isMultiple(of: MemoryLoad.firstLook) {
                context.report("\(name) of \(MemoryStage.groups), \(operations) operations")
            }
        }
        memory.operations = operations
        memory.loadSeconds = (clock.now - began) / .seconds(1)
    }

    /// `process 2`, `process 2 of the baseline`
    private var name: String {
        switch running.subject.side {
        case .baseline: "process \(number) of the baseline"
        case .candidate: "process \(number)"
        }
    }

    private func perform(_ input: DrawnInput, into memory: inout MemoryGroup) async throws(MeasuringError) {
        let outcome = await running.performer.perform(input)
        guard let failure = outcome.failure else { return }
        if let death = await running.death(isLikely: failure.hasNoAnswer && !Task.isCancelled) { throw death }
        try running.checkAnswered(outcome, to: input)
        memory.failures.append("\(failure)")
    }

    private func clean(
        _ cleanup: Stage.Memory.Cleanup, after operations: Int, _ sampler: MemorySampler,
        into memory: inout MemoryGroup
    ) async throws(MeasuringError) {
        let operation = DeclaredOperation(
            name: "cleanup", request: cleanup.request, expect: .success, then: nil, weight: 1,
            position: context.stage.position)
        let before = try await sampler.resident()
        let outcome = await running.performer.perform(DrawnInput(operation: operation, values: [:]))
        guard let failure = outcome.failure else {
            let after = try await sampler.resident()
            memory.cleanups =
                (memory.cleanups ?? []) + [
                    MemoryGroup.Cleanup(operations: operations, before: before, after: after)
                ]
            return
        }
        try context.checkTime("at a cleanup of \(name)")
        if let death = await running.death(isLikely: failure.hasNoAnswer) { throw death }
        throw MeasuringError(.failedOperations, "cleanup, \(cleanup.request.summary): \(failure)")
    }

    private func idle() async throws(MeasuringError) {
        do {
            try await Task.sleep(for: .milliseconds(500))
        } catch {
            throw MeasuringError(.interrupted, "while \(name) idled")
        }
    }
}
