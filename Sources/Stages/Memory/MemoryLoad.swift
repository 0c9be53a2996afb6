import GateModel
import Measuring
import Statistics

/// The load on one process group of stage `memory`, and the readings taken meanwhile.
struct MemoryLoad {
    private let context: StageContext
    private let settings: Stage.Memory
    private let running: RunningSubject
    private let extent: Extent
    private let name: String
    private let isDecided: (MemoryGroup) -> Bool
    private var generator: SeededGenerator

    /// How long a load goes on, and on what.
    struct Extent {
        /// Of the side's processes, from 1 on; the same numbers draw the same operations on both sides.
        let number: Int
        /// Nil: all operations by their weights.
        let load: MemoryGroup.Load?
        /// Where it is first looked at; the number doubles from look to look, up to `most`.
        let least: Int
        let most: Int
        var time = Duration.zero
    }

    /// `isDecided` says, at each look, whether more operations in this group would change nothing.
    init(
        _ context: StageContext, _ settings: Stage.Memory, _ running: RunningSubject, _ extent: Extent,
        isDecided: @escaping (MemoryGroup) -> Bool
    ) {
        self.context = context
        self.settings = settings
        self.running = running
        self.extent = extent
        self.isDecided = isDecided
        name = Self.name(extent, running.subject.side)
        generator = SeededGenerator(seed: context.plan.seed, stream: "memory group \(extent.number)")
    }

    /// `process 2`, `process 4 of the baseline, 'search' emphasised`
    private static func name(_ extent: Extent, _ side: Side) -> String {
        let process =
            switch side {
            case .baseline: "process \(extent.number) of the baseline"
            case .candidate: "process \(extent.number)"
            }
        switch extent.load {
        case nil: return process
        case .emphasising(let names):
            return "\(process), \(names.map { "'\($0)'" }.joined(separator: ", ")) emphasised"
        case .alone(let name): return "\(process), '\(name)' alone"
        }
    }

    /// How many operations lie between two lines of progress.
    private static let reportEvery = 600

    func measure() async throws(MeasuringError) -> MemoryGroup {
        var load = self
        let sampler = try await MemorySampler(
            running, and: levels, mostReadings: settings.maximumOperations / settings.every,
            least: LeakTest.leastReadings)
        async let _ = sampler.watch()
        var memory = try await sampler.group(operationsPerReading: settings.every)
        memory.load = extent.load
        try await load.perform(sampler, into: &memory)
        try await idle()
        try await sampler.finish(&memory)
        return memory
    }

    /// Those that rules are about, memory aside.
    private var levels: [Metric.BuiltIn] {
        let named = Set(context.stage.rules.compactMap(\.metric.level))
        return Metric.BuiltIn.allCases.filter { named.contains($0) && $0 != .memory }
    }

    /// Draws operations, one request at a time, until time and operations suffice.
    private mutating func perform(
        _ sampler: MemorySampler, into memory: inout MemoryGroup
    ) async throws(MeasuringError) {
        let mix = MemoryMix(context.operations, extent.load)
        let clock = ContinuousClock()
        let began = clock.now
        var ages = AgeRecorder()
        var look = extent.least
        var operations = 0
        while operations < look || clock.now < began + extent.time {
            let operation = mix.draw(&generator)
            let seconds = try await perform(context.draw(operation, &generator), into: &memory)
            if let seconds { ages.add(seconds, of: operation.name, at: operations) }
            operations += 1
            try context.checkTime("after \(operations) operations of \(name)")
            if let cleanup = settings.cleanup, operations.isMultiple(of: cleanup.every) {
                try await clean(cleanup, after: operations, sampler, into: &memory)
            }
            if operations.isMultiple(of: settings.every), memory.readings.count < MemoryGroup.mostReadings {
                try await sampler.read(into: &memory, since: began)
            }
            if operations == look, look < extent.most {
                try await sampler.note(&memory)
                if !isDecided(memory) { look = min(2 * look, extent.most) }
            }
            if operations.isMultiple(of: Self.reportEvery) {
                context.report("\(name), \(operations) operations")
            }
        }
        memory.operations = operations
        memory.loadSeconds = (clock.now - began) / .seconds(1)
        if extent.load == nil { memory.ages = ages.ages(after: operations) }
    }

    /// Returns how many seconds it took; nil where it failed.
    private func perform(
        _ input: DrawnInput, into memory: inout MemoryGroup
    ) async throws(MeasuringError) -> Double? {
        let outcome = await running.performer.perform(input)
        guard let failure = outcome.failure else { return outcome.seconds }
        if let death = await running.death(isLikely: failure.hasNoAnswer && !Task.isCancelled) { throw death }
        try running.checkAnswered(outcome, to: input)
        memory.failures.append("\(failure)")
        return nil
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
