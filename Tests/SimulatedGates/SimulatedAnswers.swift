package import GateModel
import Glibc
import Statistics

/// e to a power, for limits that are known by their logarithm.
package func exponential(_ power: Double) -> Double { exp(power) }

/// Blocks of ten operations, of which some fail.
package struct SimulatedFailures {
    private let share: Double
    private let processes: Double
    private var generator: SeededGenerator

    /// - Parameters:
    ///   - share: Of the operations of a process that has failures.
    ///   - processes: Of all processes, the share that has any.
    package init(share: Double, ofProcesses processes: Double = 1, seed: UInt64) {
        self.share = share
        self.processes = processes
        generator = SeededGenerator(seed: seed, stream: "failures")
    }

    package mutating func next() -> Block {
        let share = generator.uniform() < processes ? share : 0
        let observed = (0..<10).map { _ in Observed.value(generator.uniform() < share ? 1 : 0) }
        return Block(baseline: observed.map { _ in .value(0) }, candidate: observed)
    }
}

/// Counts of five, of which one in a thousand is one more or less by chance, on either side.
package struct SimulatedCounts {
    package static let metric = Metric(
        name: "queries", unit: .count, better: .lower, source: .header("X-Query-Count"))

    private static let chance = 0.0005
    private let more: Double
    private var generator: SeededGenerator

    /// - Parameter more: The share of the candidate's answers that count one more.
    package init(more: Double, seed: UInt64) {
        self.more = more
        generator = SeededGenerator(seed: seed, stream: "counts")
    }

    private mutating func count(_ share: Double) -> Observed {
        var count = 5.0
        let chance = generator.uniform()
        if chance < Self.chance { count += 1 } else if chance < 2 * Self.chance { count -= 1 }
        if generator.uniform() < share { count += 1 }
        return .value(count)
    }

    package mutating func next(pairs: Int) -> Block {
        Block(
            baseline: (0..<pairs).map { _ in count(0) }, candidate: (0..<pairs).map { _ in count(more) })
    }

    /// The baseline against itself; at least one pair of it differs.
    package mutating func baselineRun(pairs: Int) -> StageRun {
        var blocks = (0..<40).map { _ in
            Block(
                baseline: (0..<pairs).map { _ in count(0) }, candidate: (0..<pairs).map { _ in count(0) })
        }
        blocks[0].candidate[0] = .value(6)
        let samples = Samples(metric: Self.metric.name, operation: "search", blocks: blocks)
        return StageRun(.baseline(SampledRun(samples: [samples])))
    }
}
