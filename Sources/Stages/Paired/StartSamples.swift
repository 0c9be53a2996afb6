import GateModel
import Measuring

/// What fresh processes took before they were measured, and which inputs they were asked then: of each block the time to
/// ready and the warm-up of each operation, where the stage's rules read them.
///
/// A block counts when it has ended; one that ends early leaves nothing behind.
struct StartSamples {
    private(set) var samples: [Samples]
    private let operations: [String]
    /// Of operations whose inputs a rule judges one by one.
    private(set) var inputs: [OperationInputs]
    /// Of the block that is under way, in the order of `samples`.
    private var block: [Block]
    private var warmUps: [String: WarmUp] = [:]
    private var drawn: [String: [String]] = [:]
    private let readsStart: Bool

    /// The warm-up of one operation in one block: seconds, or the first failure.
    private struct WarmUp {
        var baseline = 0.0
        var candidate = 0.0
        var failure: (side: Side, text: String)?

        mutating func add(_ outcomes: OutcomePair) {
            baseline += outcomes.baseline.seconds
            candidate += outcomes.candidate.seconds
            guard failure == nil else { return }
            if let found = outcomes.baseline.failure { failure = (.baseline, "\(found)") }
            if let found = outcomes.candidate.failure { failure = (.candidate, "\(found)") }
        }

        func observed(_ side: Side) -> Observed {
            if let failure, failure.side == side { return .failed(failure.text) }
            return Observed(measured: side == .baseline ? baseline : candidate)
        }
    }

    init(_ context: StageContext, _ operations: [DeclaredOperation]) {
        let rules = context.readRules
        let warm = operations.map(\.name).filter { name in
            rules.contains { $0.statistic == .warmup && $0.operations.contains(name) }
        }
        self.operations = warm
        readsStart = rules.contains { $0.metric.source == .builtIn(.readyTime) }
        samples = warm.map { name in
            Samples(metric: Samples.warmUpName(of: Metric.BuiltIn.responseTime.rawValue), operation: name)
        }
        if readsStart { samples.append(Samples(metric: Metric.BuiltIn.readyTime.rawValue, operation: nil)) }
        block = samples.map { _ in Block() }
        inputs = operations.map(\.name).filter { name in
            rules.contains { $0.statistic == .worst && $0.operations.contains(name) }
        }.map { OperationInputs(operation: $0) }
    }

    mutating func beginBlock(_ running: RunningPair) {
        warmUps = [:]
        drawn = [:]
        block = samples.map { _ in Block() }
        guard readsStart, let last = block.indices.last else { return }
        block[last] = Block(
            baseline: [Observed(measured: running.readySeconds.baseline)],
            candidate: [Observed(measured: running.readySeconds.candidate)])
    }

    mutating func note(warmUp outcomes: OutcomePair, of operation: DeclaredOperation) {
        warmUps[operation.name, default: WarmUp()].add(outcomes)
    }

    mutating func note(_ input: DrawnInput) {
        guard inputs.contains(where: { $0.operation == input.operation.name }) else { return }
        drawn[input.operation.name, default: []].append(input.text)
    }

    /// What left the stage before has neither.
    mutating func endBlock() {
        for (index, name) in operations.enumerated() {
            guard let warmUp = warmUps[name] else { continue }
            samples[index].blocks.append(
                Block(baseline: [warmUp.observed(.baseline)], candidate: [warmUp.observed(.candidate)]))
        }
        if readsStart, let last = samples.indices.last { samples[last].blocks.append(block[last]) }
        for index in inputs.indices {
            if let names = drawn[inputs[index].operation] { inputs[index].append(names) }
        }
    }
}
