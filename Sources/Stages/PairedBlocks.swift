import GateModel
import Measuring
import Statistics

/// Blocks of pairs: in each block a fresh process of either side, both warm, then the same inputs on both in an
/// order that a fair coin decides.
struct PairedBlocks {
    private let context: StageContext
    private let first: Subject
    private let second: Subject
    private let pairs: Int
    private var generator: SeededGenerator
    private(set) var samples: [Samples]

    /// `first` is recorded as the baseline's side, `second` as the candidate's.
    init(_ context: StageContext, first: Subject, second: Subject, pairs: Int) {
        self.context = context
        self.first = first
        self.second = second
        self.pairs = pairs
        generator = SeededGenerator(seed: context.plan.seed, stream: context.stage.name.rawValue)
        let perOperation = context.operations.flatMap { operation in
            context.operationMetrics.map { Samples(metric: $0.name, operation: operation.name) }
        }
        samples = perOperation + context.serviceMetrics.map { Samples(metric: $0.name, operation: nil) }
    }

    var count: Int { samples.first?.blocks.count ?? 0 }

    /// Measures one more block and adds it to ``samples``.
    ///
    /// - Throws: ``MeasuringError`` with the earlier blocks kept and nothing left running.
    mutating func measure() async throws(MeasuringError) {
        let (one, other) = try await startBoth(first, second)
        do {
            let block = try await measure(one, other)
            for index in samples.indices { samples[index].blocks.append(block[index]) }
        } catch {
            await stopBoth(one, other)
            throw error
        }
        await stopBoth(one, other)
    }

    private mutating func measure(
        _ baseline: RunningSubject, _ candidate: RunningSubject
    ) async throws(MeasuringError) -> [Block] {
        var blocks = [Block](repeating: Block(), count: samples.count)
        try await warmUp(baseline, candidate)
        // Every operation in turn, again and again: what disturbs the host for a while then disturbs all of them a
        // little, instead of one of them altogether.
        for _ in 0..<pairs {
            var index = 0
            for operation in context.operations {
                let outcomes = await pair(operation, baseline, candidate)
                for (offset, metric) in context.operationMetrics.enumerated() {
                    blocks[index + offset].baseline.append(outcomes.baseline.observed(metric))
                    blocks[index + offset].candidate.append(outcomes.candidate.observed(metric))
                }
                index += context.operationMetrics.count
                if Task.isCancelled { throw MeasuringError(.interrupted, "in block \(count + 1)") }
                if let death = baseline.death ?? candidate.death { throw death }
            }
        }
        var index = context.operations.count * context.operationMetrics.count
        for metric in context.serviceMetrics {
            blocks[index].baseline.append(await baseline.observe(metric, instruments: first.checkout))
            blocks[index].candidate.append(await candidate.observe(metric, instruments: first.checkout))
            index += 1
        }
        return blocks
    }

    private mutating func pair(
        _ operation: DeclaredOperation, _ baseline: RunningSubject, _ candidate: RunningSubject
    ) async -> (baseline: OperationOutcome, candidate: OperationOutcome) {
        let input = DrawnInput.draw(operation, from: context.plan.pipeline.values, using: &generator)
        if Bool.random(using: &generator) {
            let one = await baseline.performer.perform(input)
            return (one, await candidate.performer.perform(input))
        }
        let other = await candidate.performer.perform(input)
        return (await baseline.performer.perform(input), other)
    }

    /// Some of each operation on either side, thrown away: connections, caches and lazy imports are then in place.
    private mutating func warmUp(
        _ baseline: RunningSubject, _ candidate: RunningSubject
    ) async throws(MeasuringError) {
        for operation in context.operations {
            for _ in 0..<3 { _ = await pair(operation, baseline, candidate) }
        }
        if let death = baseline.death ?? candidate.death { throw death }
    }
}

/// Starts both sides at once; when one does not get ready the other is stopped before the error goes on.
func startBoth(
    _ first: Subject, _ second: Subject
) async throws(MeasuringError) -> (RunningSubject, RunningSubject) {
    async let one = startResult(first)
    async let other = startResult(second)
    switch (await one, await other) {
    case (.success(let one), .success(let other)): return (one, other)
    case (.success(let one), .failure(let error)):
        await one.stop()
        throw error
    case (.failure(let error), .success(let other)):
        await other.stop()
        throw error
    case (.failure(let error), .failure): throw error
    }
}

private func startResult(_ subject: Subject) async -> Result<RunningSubject, MeasuringError> {
    do throws(MeasuringError) {
        return .success(try await subject.start())
    } catch {
        return .failure(error)
    }
}

func stopBoth(_ first: RunningSubject, _ second: RunningSubject) async {
    async let one: Void = first.stop()
    async let other: Void = second.stop()
    _ = await (one, other)
}
