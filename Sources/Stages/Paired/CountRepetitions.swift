import GateModel
import Judging
import Measuring
import Statistics

/// Asks for counts again that are beyond their limit: the same input on both sides, right after the block was measured.
///
/// A block counts when it has ended; of one that ends early nothing is kept.
struct CountRepetitions {
    private let rules: [Rule]
    private var generator: SeededGenerator
    /// Of each count that is compared pair by pair.
    private(set) var found: [RepeatedCounts]
    /// Of the block that is under way, by the place in `found`.
    private var block: [(place: Int, pair: RepeatedCounts.Pair)] = []
    /// Rule and operation of which one is shown already.
    private var confirmed: Set<[String]> = []

    init(_ rules: [Rule], _ generator: SeededGenerator) {
        self.rules = rules
        self.generator = generator
        found = rules.reduce(into: []) { found, rule in
            for operation in rule.operations {
                let counts = RepeatedCounts(metric: rule.metric.name, operation: operation)
                if !found.contains(counts) { found.append(counts) }
            }
        }
    }

    mutating func endBlock() {
        for (place, pair) in block { found[place].pairs.append(pair) }
        block = []
    }

    /// - Parameters:
    ///   - inputs: Of one operation's pairs.
    ///   - number: Of the block among the operation's samples.
    /// - Throws: ``MeasuringError`` where a side does not live or answer any more.
    mutating func `repeat`(
        _ inputs: [DrawnInput], _ pairs: [OutcomePair], inBlock number: Int, on running: RunningPair
    ) async throws(MeasuringError) {
        guard let operation = inputs.first?.operation.name else { return }
        for rule in rules where rule.operations.contains(operation) {
            let place = found.firstIndex { $0.metric == rule.metric.name && $0.operation == operation }
            guard let place, !confirmed.contains([rule.id, operation]) else { continue }
            let beyond = pairs.indices.filter { index in
                rule.isBeyond(
                    baseline: pairs[index].baseline.observed(rule.metric),
                    candidate: pairs[index].candidate.observed(rule.metric))
            }
            for index in beyond.prefix(CountRepetition.mostPairs) {
                var again = Block()
                for _ in 0..<CountRepetition.times {
                    let first: Side = Bool.random(using: &generator) ? .baseline : .candidate
                    let outcomes = try await running.perform(inputs[index], first: first)
                    again.append(outcomes.baseline.observed(rule.metric), on: .baseline)
                    again.append(outcomes.candidate.observed(rule.metric), on: .candidate)
                }
                block.append((place, RepeatedCounts.Pair(block: number, pair: index, again: again)))
                if rule.isConfirmed(by: again) {
                    confirmed.insert([rule.id, operation])
                    break
                }
            }
        }
    }
}
