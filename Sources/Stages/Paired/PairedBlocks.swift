import GateModel
import Measuring
import Processes
import Statistics

/// Blocks of pairs: in each block a fresh process of either side, both warm, then the same inputs on both in an order
/// that a fair coin decides.
///
/// A block is a process group. Where starting is dear its processes answer the declared pairs several times over, so
/// that there are fewer groups; they stay the unit of all statistics.
struct PairedBlocks {
    private let context: StageContext
    private let first: Subject
    private let second: Subject
    private let pairs: Int
    private let groupPairs: Int
    private let operations: [DeclaredOperation]
    private let operationMetrics: [Metric]
    private let serviceMetrics: [Metric]
    private let reported: ReportedBlocks
    private var generator: SeededGenerator
    /// Its own, so that a longer warm-up does not change what is measured afterwards.
    private var warmUpGenerator: SeededGenerator
    private var processorGenerator: SeededGenerator
    private let processors = allowedProcessors()
    private var samples: [Samples]
    /// Of every count of an operation's answers.
    private var resultSizes: [Samples]
    /// How many times the declared pairs a group answers; known from the first group on.
    private(set) var rounds: Int?
    /// Those that no rule needs any more; the others go on.
    private var left: Set<String> = []
    private var starts: [Double] = []
    /// Of each block: what it took beside its measured pairs, and one pair of all operations.
    private var costs: [BlockCosts] = []
    private var unsettled: [Unsettled] = []
    private var starting: StartSamples
    private var counting: CountRepetitions

    /// The most pairs of a warm-up, of each operation, and the time after which one does not go on.
    private static let longestWarmUp = (pairs: 100, time: Duration.seconds(2))

    /// `first` is recorded as the baseline's side, `second` as the candidate's.
    ///
    /// - Parameters:
    ///   - groupPairs: Of the blocks that the rounds are chosen for, where these have fewer; nil: the same.
    ///   - rounds: As an earlier stage chose; nil: chosen by what the first start and the first answers take.
    ///   - stream: Of the run's random numbers; nil: the stage's own.
    ///   - counts: Rules whose counts are asked for again where they are beyond the limit.
    init(
        _ context: StageContext, first: Subject, second: Subject, pairs: Int, groupPairs: Int? = nil,
        rounds: Int? = nil, stream: String? = nil, counts: [Rule] = []
    ) {
        self.context = context
        self.first = first
        self.second = second
        self.pairs = pairs
        self.groupPairs = groupPairs ?? pairs
        self.rounds = rounds
        let stage = stream ?? context.stage.name.rawValue
        generator = SeededGenerator(seed: context.plan.seed, stream: stage)
        warmUpGenerator = SeededGenerator(seed: context.plan.seed, stream: "\(stage) warm-up")
        processorGenerator = SeededGenerator(seed: context.plan.seed, stream: "\(stage) processors")
        let metrics = context.operationMetrics
        operations = context.operations.filter { !$0.isReported }
        let all = metrics + context.throughputOfBlocks
        operationMetrics = all
        reported = ReportedBlocks(context.operations.filter(\.isReported), metrics)
        serviceMetrics = context.serviceMetrics
        starting = StartSamples(context, operations)
        counting = CountRepetitions(
            counts, SeededGenerator(seed: context.plan.seed, stream: "\(stage) repetitions"))
        resultSizes = operations.flatMap { operation in
            all.filter(\.isOfAnswers).map { Samples(metric: $0.name, operation: operation.name) }
        }
        samples =
            operations.flatMap { operation in
                all.map { Samples(metric: $0.name, operation: operation.name) }
            } + reported.samples + serviceMetrics.map { Samples(metric: $0.name, operation: nil) }
    }

    private(set) var count = 0

    /// What was measured of operations and service, and what starts and warm-ups took.
    var allSamples: [Samples] { samples + starting.samples }

    /// All blocks so far, with how they came about.
    func record(in run: inout SampledRun) {
        run.samples = allSamples
        run.inputs = starting.inputs
        run.repeatedCounts = counting.found
        run.resultSizes = resultSizes.filter(\.isSized)
        run.roundsPerGroup = rounds ?? 1
        run.startSeconds = starts.sorted().dropFirst(starts.count / 2).first
        run.unsettled = unsettled
        run.blockCosts = costs.typical
    }

    var measuredOperations: Int { operations.count { !left.contains($0.name) } }

    /// No further block asks these operations; those of a benchmark's own report stay, since one report has them all.
    mutating func leave(_ names: Set<String>) {
        left.formUnion(names.intersection(operations.map(\.name)))
    }

    private func isMeasured(_ samples: Samples) -> Bool {
        samples.operation.map { !left.contains($0) } ?? true
    }

    /// Whether the sequential design looks at this number of blocks (statistics.md): at 8, 12, 16 …
    var isLook: Bool { count >= 8 && count.isMultiple(of: 4) }

    var isFirstLook: Bool { count == 8 }

    /// Measures one more block and adds it to ``samples``.
    ///
    /// - Throws: ``MeasuringError`` with the earlier blocks kept and nothing left running.
    mutating func measure() async throws(MeasuringError) {
        let began = ContinuousClock.now
        let (blocks, measured) = try await RunningPair.whileRunning(first, second) {
            running throws(MeasuringError) in try await measure(running)
        }
        let places = samples.indices.filter { isMeasured(samples[$0]) }
        for (index, block) in zip(places, blocks) { samples[index].blocks.append(block) }
        starting.endBlock()
        counting.endBlock()
        count += 1
        if left.isEmpty {
            let whole = (ContinuousClock.now - began) / .seconds(1)
            costs.append(
                BlockCosts(
                    fixed: whole - measured, pair: measured / Double(pairs * (rounds ?? 1))))
        }
    }

    /// One block for each of ``samples`` that is still measured, in their order, and the seconds of the measured pairs.
    private mutating func measure(
        _ running: RunningPair
    ) async throws(MeasuringError) -> (blocks: [Block], seconds: Double) {
        let operations = operations.filter { !left.contains($0.name) }
        starts.append(running.startSeconds)
        starting.beginBlock(running)
        let processor = confine(running)
        var pairSeconds = 0.0
        for operation in operations { pairSeconds += try await warmUp(operation, running) }
        let rounds =
            self.rounds
            ?? RoundsPerGroup.rounds(
                first.declared.restart, startSeconds: running.startSeconds,
                roundSeconds: pairSeconds * Double(groupPairs))
        self.rounds = rounds
        // Every operation in turn, again and again: what disturbs the host for a while then disturbs all of them a
        // little, instead of one of them altogether.
        var outcomes: [[OutcomePair]] = operations.map { _ in [] }
        let undisturbed = try Undisturbed(running, on: processor)
        var inputs: [[DrawnInput]] = operations.map { _ in [] }
        let counters = await CounterPair(of: serviceMetrics, on: running)
        // Only while nothing but requests is sent: commands that look at a service may connect to it too.
        let closed = try ClosedStrangers(
            running, isBesideItself: second.side == .baseline,
            known: first.revision == context.plan.baseline ? context.selfConnections : nil)
        let began = ContinuousClock.now
        for _ in 0..<pairs * rounds {
            for (index, operation) in operations.enumerated() {
                let input = context.draw(operation, &generator)
                outcomes[index].append(try await pair(input, running, &generator))
                starting.note(input)
                inputs[index].append(input)
            }
        }
        let seconds = (ContinuousClock.now - began) / .seconds(1)
        try closed.check()
        var blocks = outcomes.flatMap { pairs in
            operationMetrics.map { metric in
                Block(
                    baseline: pairs.map(\.baseline).observed(metric),
                    candidate: pairs.map(\.candidate).observed(metric))
            }
        }
        noteResultSizes(operations, outcomes)
        var reports: [OutcomePair] = []
        for operation in reported.commands {
            let input = context.draw(operation, &generator)
            reports.append(try await pair(input, running, &generator))
        }
        blocks += try reported.blocks(reports)
        var silent = outcomes.joined().reduce(into: Set<Side>()) { $0.formUnion($1.silent) }
        let mayFail = context.toleratedToFail
        let counted = await counters.end(
            after: Array(outcomes.joined()),
            tolerated: zip(operations, outcomes).flatMap { operation, pairs in
                pairs.map { _ in mayFail.contains(operation.name) }
            })
        for metric in serviceMetrics {
            if let block = counted[metric.name] {
                blocks.append(block)
                continue
            }
            let baseline = await running.baseline.observe(metric, instruments: first.instruments)
            let candidate = await running.candidate.observe(metric, instruments: first.instruments)
            blocks.append(Block(baseline: [baseline], candidate: [candidate]))
            if case .failed = baseline { silent.insert(.baseline) }
            if case .failed = candidate { silent.insert(.candidate) }
        }
        try await running.checkAlive(silent: silent)
        try undisturbed.check()
        for (inputs, pairs) in zip(inputs, outcomes) {
            try await counting.repeat(inputs, pairs, inBlock: count, on: running)
        }
        try context.checkTime("in block \(count + 1)")
        return (blocks, seconds)
    }

    private mutating func noteResultSizes(
        _ operations: [DeclaredOperation], _ outcomes: [[OutcomePair]]
    ) {
        for (operation, pairs) in zip(operations, outcomes) {
            let indices = resultSizes.indices.filter { resultSizes[$0].operation == operation.name }
            guard !indices.isEmpty else { continue }
            let block = Block(
                baseline: pairs.map(\.baseline.rows), candidate: pairs.map(\.candidate.rows))
            for index in indices { resultSizes[index].blocks.append(block) }
        }
    }

    /// Both sides of a block share a processor, drawn anew for each block; with only one there is nothing to choose.
    ///
    /// - Returns: Which; nil where they run anywhere.
    private mutating func confine(_ running: RunningPair) -> Int32? {
        guard processors.count > 1 else { return nil }
        let processor = processors[Int.random(in: processors.indices, using: &processorGenerator)]
        do throws(ProcessError) {
            try running.confine(to: processor)
            return processor
        } catch {
            context.report("the two sides run on processors of their own: \(error)")
            return nil
        }
    }

    /// Pairs that are thrown away until neither side gets faster any more: connections, caches and lazy imports are
    /// then in place. Returns the seconds of the fastest pair.
    ///
    /// A side that still gets faster when the warm-up has to end is noted.
    private mutating func warmUp(
        _ operation: DeclaredOperation, _ running: RunningPair
    ) async throws(MeasuringError) -> Double {
        var baseline = WarmUpDetector()
        var candidate = WarmUpDetector()
        let began = ContinuousClock.now
        for number in 1...PairedBlocks.longestWarmUp.pairs {
            let input = context.draw(operation, &warmUpGenerator)
            let outcomes = try await pair(input, running, &warmUpGenerator)
            starting.note(warmUp: outcomes, of: operation)
            baseline.note(outcomes.baseline.seconds)
            candidate.note(outcomes.candidate.seconds)
            if baseline.isSettled && candidate.isSettled { break }
            let isOver = ContinuousClock.now - began > PairedBlocks.longestWarmUp.time
            if number > WarmUpDetector.fewestOfSlow && isOver { break }
        }
        if baseline.isFalling { note(unsettled: operation, .baseline) }
        if candidate.isFalling { note(unsettled: operation, .candidate) }
        return baseline.least + candidate.least
    }

    private mutating func note(unsettled operation: DeclaredOperation, _ side: Side) {
        let known = unsettled.firstIndex { $0.operation == operation.name && $0.side == side }
        if let known {
            unsettled[known].blocks += 1
        } else {
            unsettled.append(Unsettled(operation: operation.name, side: side, blocks: 1))
        }
    }

    private func pair(
        _ input: DrawnInput, _ running: RunningPair, _ generator: inout SeededGenerator
    ) async throws(MeasuringError) -> OutcomePair {
        let first: Side = Bool.random(using: &generator) ? .baseline : .candidate
        let outcomes = try await running.perform(input, first: first)
        try context.checkTime("in block \(count + 1)")
        return outcomes
    }
}

extension [BlockCosts] {
    /// The medians; nil of none.
    fileprivate var typical: BlockCosts? {
        guard !isEmpty else { return nil }
        let middle = { (values: [Double]) in values.sorted()[values.count / 2] }
        return BlockCosts(fixed: middle(map(\.fixed)), pair: middle(map(\.pair)))
    }
}
