import GateModel
import Measuring
import Processes
import Statistics

/// Blocks of pairs: in each block a fresh process of either side, both warm, then the same inputs on both in an order
/// that a fair coin decides.
struct PairedBlocks {
    private let context: StageContext
    private let first: Subject
    private let second: Subject
    private let pairs: Int
    private let operations: [DeclaredOperation]
    private let operationMetrics: [Metric]
    private let serviceMetrics: [Metric]
    private var generator: SeededGenerator
    /// Its own, so that a longer warm-up does not change what is measured afterwards.
    private var warmUpGenerator: SeededGenerator
    private var processorGenerator: SeededGenerator
    private let processors = allowedProcessors()
    private(set) var samples: [Samples]

    /// Pairs of a warm-up, of each operation.
    private static let warmUp = 3...10

    /// `first` is recorded as the baseline's side, `second` as the candidate's.
    init(_ context: StageContext, first: Subject, second: Subject, pairs: Int) {
        self.context = context
        self.first = first
        self.second = second
        self.pairs = pairs
        let stage = context.stage.name.rawValue
        generator = SeededGenerator(seed: context.plan.seed, stream: stage)
        warmUpGenerator = SeededGenerator(seed: context.plan.seed, stream: "\(stage) warm-up")
        processorGenerator = SeededGenerator(seed: context.plan.seed, stream: "\(stage) processors")
        let metrics = context.operationMetrics
        operations = context.operations
        operationMetrics = metrics
        serviceMetrics = context.serviceMetrics
        samples =
            operations.flatMap { operation in
                metrics.map { Samples(metric: $0.name, operation: operation.name) }
            } + serviceMetrics.map { Samples(metric: $0.name, operation: nil) }
    }

    private(set) var count = 0

    /// Whether the sequential design looks at this number of blocks (statistics.md): at 8, 12, 16 …
    var isLook: Bool { count >= 8 && count.isMultiple(of: 4) }

    /// Measures one more block and adds it to ``samples``.
    ///
    /// - Throws: ``MeasuringError`` with the earlier blocks kept and nothing left running.
    mutating func measure() async throws(MeasuringError) {
        let blocks = try await RunningPair.whileRunning(first, second) {
            running throws(MeasuringError) in try await measure(running)
        }
        for (index, block) in blocks.enumerated() { samples[index].blocks.append(block) }
        count += 1
    }

    /// One block for each of ``samples``, in their order.
    private mutating func measure(_ running: RunningPair) async throws(MeasuringError) -> [Block] {
        confine(running)
        for operation in operations { try await warmUp(operation, running) }
        // Every operation in turn, again and again: what disturbs the host for a while then disturbs all of them a
        // little, instead of one of them altogether.
        var outcomes: [[OutcomePair]] = operations.map { _ in [] }
        for _ in 0..<pairs {
            for (index, operation) in operations.enumerated() {
                outcomes[index].append(try await pair(operation, running, &generator))
            }
        }
        var blocks = outcomes.flatMap { pairs in
            operationMetrics.map { metric in
                Block(
                    baseline: pairs.map { $0.baseline.observed(metric) },
                    candidate: pairs.map { $0.candidate.observed(metric) })
            }
        }
        var silent = outcomes.joined().reduce(into: Set<Side>()) { $0.formUnion($1.silent) }
        for metric in serviceMetrics {
            let baseline = await running.baseline.observe(metric, instruments: first.checkout)
            let candidate = await running.candidate.observe(metric, instruments: first.checkout)
            blocks.append(Block(baseline: [baseline], candidate: [candidate]))
            if case .failed = baseline { silent.insert(.baseline) }
            if case .failed = candidate { silent.insert(.candidate) }
        }
        try await running.checkAlive(silent: silent)
        try context.checkTime("in block \(count + 1)")
        return blocks
    }

    /// Both sides of a block share a processor, drawn anew for each block; with only one there is nothing to choose.
    private mutating func confine(_ running: RunningPair) {
        guard processors.count > 1 else { return }
        do throws(ProcessError) {
            try running.confine(
                to: processors[Int.random(in: processors.indices, using: &processorGenerator)])
        } catch {
            context.report("the two sides run on processors of their own: \(error)")
        }
    }

    /// Pairs that are thrown away until neither side gets faster any more: connections, caches and lazy imports are
    /// then in place.
    private mutating func warmUp(
        _ operation: DeclaredOperation, _ running: RunningPair
    ) async throws(MeasuringError) {
        var baseline = Settling()
        var candidate = Settling()
        for number in 1...PairedBlocks.warmUp.upperBound {
            let outcomes = try await pair(operation, running, &warmUpGenerator)
            baseline.note(outcomes.baseline.seconds)
            candidate.note(outcomes.candidate.seconds)
            let isSettled = baseline.isSettled && candidate.isSettled
            if number >= PairedBlocks.warmUp.lowerBound, isSettled { return }
        }
    }

    private func pair(
        _ operation: DeclaredOperation, _ running: RunningPair, _ generator: inout SeededGenerator
    ) async throws(MeasuringError) -> OutcomePair {
        let input = context.draw(operation, &generator)
        let first: Side = Bool.random(using: &generator) ? .baseline : .candidate
        let outcomes = try await running.perform(input, first: first)
        try context.checkTime("in block \(count + 1)")
        return outcomes
    }
}

/// Whether a series of times has stopped falling: its newest one is no longer a tenth below the least before it.
struct Settling {
    private(set) var isSettled = false
    private var least = Double.infinity

    mutating func note(_ seconds: Double) {
        isSettled = seconds > 0.9 * least
        least = min(least, seconds)
    }
}
