import GateModel
import Measuring
import Statistics

/// The load on one process group of stage `memory`, and the readings taken meanwhile.
struct MemoryLoad {
    private let context: StageContext
    private let settings: Stage.Memory
    private let running: RunningSubject
    private let group: Int
    private let isDecided: (MemoryGroup) -> Bool
    private let sampler: MemorySampler
    private var generator: SeededGenerator

    /// `isDecided` says, at each look, whether more operations in this group would change nothing.
    init(
        _ context: StageContext, _ settings: Stage.Memory, _ running: RunningSubject, group: Int,
        isDecided: @escaping (MemoryGroup) -> Bool
    ) {
        self.context = context
        self.settings = settings
        self.running = running
        self.group = group
        self.isDecided = isDecided
        sampler = MemorySampler(running)
        generator = SeededGenerator(seed: context.plan.seed, stream: "memory group \(group)")
    }

    private static let operationsPerReading = 10
    /// Where the leak test looks first; it doubles from there (statistics.md, "Leaks").
    private static let firstLook = 600

    func measure(atLeast time: Duration) async throws(MeasuringError) -> MemoryGroup {
        var load = self
        let sampler = sampler
        async let _ = sampler.watch()
        var memory = MemoryGroup(
            source: "statm", operationsPerReading: MemoryLoad.operationsPerReading, peak: 0,
            idleBefore: try await sampler.read())
        try await load.perform(atLeast: time, into: &memory)
        try await idle()
        memory.idleAfter = try await sampler.read()
        memory.peak = sampler.peak
        return memory
    }

    /// Draws among all operations by weight, one request at a time, until time and operations suffice.
    ///
    /// The leak test has no use for readings beyond `max_operations`, so none are kept.
    private mutating func perform(
        atLeast time: Duration, into memory: inout MemoryGroup
    ) async throws(MeasuringError) {
        let mix = context.operations.flatMap { Array(repeating: $0, count: $0.weight) }
        let clock = ContinuousClock()
        let until = clock.now + time
        var look = min(MemoryLoad.firstLook, settings.maximumOperations)
        var operations = 0
        while operations < look || clock.now < until {
            let operation = mix[Int.random(in: mix.indices, using: &generator)]
            try await perform(context.draw(operation, &generator), into: &memory)
            operations += 1
            try context.checkTime("after \(operations) operations of process \(group)")
            if let cleanup = settings.cleanup, operations.isMultiple(of: cleanup.every) {
                try await clean(cleanup)
            }
            if operations.isMultiple(of: MemoryLoad.operationsPerReading) {
                let bytes = try await sampler.read()
                if operations <= settings.maximumOperations { memory.readings.append(bytes) }
            }
            if operations == look, look < settings.maximumOperations {
                memory.peak = sampler.peak
                if !isDecided(memory) { look = min(2 * look, settings.maximumOperations) }
            }
            if operations.isMultiple(of: MemoryLoad.firstLook) {
                context.report("process \(group) of \(MemoryStage.groups), \(operations) operations")
            }
        }
    }

    private func perform(_ input: DrawnInput, into memory: inout MemoryGroup) async throws(MeasuringError) {
        let outcome = await running.performer.perform(input)
        guard let failure = outcome.failure else { return }
        if let death = await running.death(isLikely: failure.hasNoAnswer && !Task.isCancelled) { throw death }
        try running.checkAnswered(outcome, to: input)
        memory.failures.append("\(failure)")
    }

    private func clean(_ cleanup: Stage.Memory.Cleanup) async throws(MeasuringError) {
        let operation = DeclaredOperation(
            name: "cleanup", request: cleanup.request, expect: .success, then: nil, weight: 1,
            position: context.stage.position)
        let outcome = await running.performer.perform(DrawnInput(operation: operation, values: [:]))
        guard let failure = outcome.failure else { return }
        try context.checkTime("at a cleanup of process \(group)")
        if let death = await running.death(isLikely: failure.hasNoAnswer) { throw death }
        throw MeasuringError(.failedOperations, "cleanup, \(cleanup.request.summary): \(failure)")
    }

    private func idle() async throws(MeasuringError) {
        do {
            try await Task.sleep(for: .milliseconds(500))
        } catch {
            throw MeasuringError(.interrupted, "while process \(group) idled")
        }
    }
}
