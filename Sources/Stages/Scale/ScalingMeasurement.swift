import GateModel
import Judging
import Measuring
import Processes
import Statistics

/// What operations cost on 1/4, 1/2 and 1 of the data, for the rules about `exponent` (statistics.md, "Cost against
/// size").
///
/// A block has a fresh process of the candidate on each size, all warm, which answer in turns in an order that is drawn
/// anew each time. There are blocks until every such rule is decided.
struct ScalingMeasurement {
    private let context: StageContext
    private let subjects: [Subject]
    private let sizes: [DataSize]
    private let rules: [Rule]
    private let operations: [DeclaredOperation]
    private let metrics: [Metric]
    private let processors = allowedProcessors()
    private var generator: SeededGenerator
    private var warmUpGenerator: SeededGenerator
    private var processorGenerator: SeededGenerator

    /// Answers of a block, of each operation and size.
    private static let operationsPerSize = 10

    /// The most rounds of a warm-up, of each operation, and the time after which one does not go on.
    private static let longestWarmUp = (rounds: 100, time: Duration.seconds(2))

    /// Nil where no rule of the stage is about `exponent`.
    init?(_ context: StageContext) {
        rules = context.stage.rules.filter { $0.statistic == .exponent }
        guard !rules.isEmpty else { return nil }
        self.context = context
        let named = Set(rules.flatMap(\.operations))
        operations = context.operations.filter { named.contains($0.name) }
        let measured = Set(rules.map(\.metric.name))
        metrics = context.plan.pipeline.metrics.filter { measured.contains($0.name) }
        subjects = context.scaled.map(\.subject) + [context.candidate]
        let whole = DataSize(scale: .whole, counts: context.counts.filter { $0.side == .candidate })
        sizes = context.scaled.map(\.size) + [whole]
        let seed = context.plan.seed
        generator = SeededGenerator(seed: seed, stream: "scale exponent")
        warmUpGenerator = SeededGenerator(seed: seed, stream: "scale exponent warm-up")
        processorGenerator = SeededGenerator(seed: seed, stream: "scale exponent processors")
    }

    /// Measures blocks until the rules are decided, each recorded at once.
    ///
    /// On data that is too small nothing can be shown, so nothing is measured either.
    ///
    /// - Throws: ``MeasuringError`` with the earlier blocks kept and nothing left running.
    func measure(into run: inout ScaleRun) async throws(MeasuringError) {
        var measurement = self
        var scaling = ScalingRun(
            sizes: sizes,
            costs: metrics.flatMap { metric in
                operations.map { ScaledCosts(metric: metric.name, operation: $0.name) }
            })
        run.scaling = scaling
        guard !sizes.contains(where: { $0.counts.contains(where: \.isShort) }) else { return }
        let most = SampledRun.unplannedBlocks
        for number in 1...most {
            context.report("1/4, 1/2 and 1 of the data, block \(number) of at most \(most)")
            try await measurement.addBlock(number, to: &scaling)
            run.scaling = scaling
            if number >= 8, number.isMultiple(of: 4), isDecided(run) { break }
        }
    }

    /// A violation decides at once, whatever the other rules still need.
    private func isDecided(_ run: ScaleRun) -> Bool {
        let ids = rules.map(\.id)
        let soFar = context.soFar(.scale(run), attempt: context.plan.attempt)
        let judgements = judge(soFar, of: context.stage, in: context.plan.pipeline, after: []).judgements
            .filter { judgement in ids.contains { judgement.id == $0 || judgement.id.hasPrefix($0 + "/") } }
        return judgements.contains { $0.verdict == .violation && $0.blocks }
            || !judgements.contains(where: \.needsMore)
    }

    private mutating func addBlock(_ number: Int, to scaling: inout ScalingRun) async throws(MeasuringError) {
        var measurement = self
        let (outcomes, unsettled) = try await RunningSizes.whileRunning(subjects) {
            running throws(MeasuringError) in try await measurement.answers(of: running, number)
        }
        self = measurement
        for (operation, answers) in zip(operations, outcomes) {
            for metric in metrics {
                let block = ScaledBlock(sizes: answers.map { size in size.map { $0.observed(metric) } })
                let place = scaling.costs.firstIndex {
                    $0.metric == metric.name && $0.operation == operation.name
                }
                if let place { scaling.costs[place].blocks.append(block) }
            }
        }
        for name in unsettled {
            if let known = scaling.unsettled.firstIndex(where: { $0.operation == name }) {
                scaling.unsettled[known].blocks += 1
            } else {
                scaling.unsettled.append(Unsettled(operation: name, side: .candidate, blocks: 1))
            }
        }
    }

    /// Of each operation, of each size; and the operations whose warm-up was not over.
    private mutating func answers(
        of running: RunningSizes, _ block: Int
    ) async throws(MeasuringError) -> (outcomes: [[[OperationOutcome]]], unsettled: [String]) {
        confine(running)
        var unsettled: [String] = []
        for operation in operations where try await !isWarm(operation, running, block) {
            unsettled.append(operation.name)
        }
        var outcomes = operations.map { _ in sizes.map { _ in [OperationOutcome]() } }
        for _ in 0..<ScalingMeasurement.operationsPerSize {
            for (index, operation) in operations.enumerated() {
                let answers = try await round(operation, running, &generator, block)
                for (size, outcome) in answers.enumerated() { outcomes[index][size].append(outcome) }
            }
        }
        let silent = sizes.indices.filter { size in
            outcomes.contains { $0[size].contains { $0.failure?.hasNoAnswer ?? false } }
        }
        try await running.checkAlive(silent: Set(silent))
        return (outcomes, unsettled)
    }

    private mutating func confine(_ running: RunningSizes) {
        guard processors.count > 1 else { return }
        do throws(ProcessError) {
            try running.confine(
                to: processors[Int.random(in: processors.indices, using: &processorGenerator)])
        } catch {
            context.report("the sizes run on processors of their own: \(error)")
        }
    }

    /// Answers that are thrown away until no size gets faster any more; false where one still did at the end.
    private mutating func isWarm(
        _ operation: DeclaredOperation, _ running: RunningSizes, _ block: Int
    ) async throws(MeasuringError) -> Bool {
        var settling = sizes.map { _ in WarmUpDetector() }
        let began = ContinuousClock.now
        for number in 1...ScalingMeasurement.longestWarmUp.rounds {
            for (size, outcome) in try await round(operation, running, &warmUpGenerator, block).enumerated() {
                settling[size].note(outcome.seconds)
            }
            if settling.allSatisfy(\.isSettled) { return true }
            let isOver = ContinuousClock.now - began > ScalingMeasurement.longestWarmUp.time
            if number > WarmUpDetector.fewestOfSlow && isOver { break }
        }
        return false
    }

    /// The operation once on every size, with inputs that exist there, in an order that is drawn.
    private func round(
        _ operation: DeclaredOperation, _ running: RunningSizes, _ generator: inout SeededGenerator,
        _ block: Int
    ) async throws(MeasuringError) -> [OperationOutcome] {
        // From the same random numbers: about the same place in the range of each size.
        let draws = generator
        var inputs: [DrawnInput] = []
        for size in sizes {
            generator = draws
            inputs.append(context.draw(operation, &generator, at: size.scale))
        }
        var outcomes: [Int: OperationOutcome] = [:]
        for size in sizes.indices.shuffled(using: &generator) {
            let outcome = await running.all[size].perform(inputs[size])
            if let death = running.all[size].death { throw death }
            try running.all[size].checkAnswered(outcome, to: inputs[size])
            outcomes[size] = outcome
            try context.checkTime("at \(sizes[size].scale.fraction) of the data in block \(block)")
        }
        return sizes.indices.compactMap { outcomes[$0] }
    }
}

extension Judgement {
    fileprivate var needsMore: Bool {
        if case .inconclusive(let why) = verdict { why.reason == .tooFewSamples } else { false }
    }
}
