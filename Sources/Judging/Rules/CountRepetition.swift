package import GateModel

/// When a count that is beyond its limit is asked for again, and what has to come of it.
///
/// Where .1 % of answers count differently by chance, and the baseline against itself happened to show none, one pair was a wrong
/// violation in 9–21 % of gates an operation.
package enum CountRepetition {
    /// How often the same input is repeated on both sides.
    package static let times = 3

    /// So many of them have to be beyond the limit too.
    static let confirming = 2

    /// The most pairs of a block and operation that are repeated. Where more differ, it is no matter of chance.
    package static let mostPairs = 5
}

extension Rule {
    /// Whether its counts are compared pair by pair where they repeat, each of a request of its own.
    package var repeatsCounts: Bool {
        condition.isRelative && metric.unit == .count && versus == nil && !operations.isEmpty
            && statistic != .tail && statistic != .worst && statistic != .warmup
    }

    /// Whether a pair of counts is beyond the limit.
    package func isBeyond(baseline: Observed, candidate: Observed) -> Bool {
        guard let baseline = baseline.value, let candidate = candidate.value else { return false }
        return !CountPair(condition, baseline: baseline, candidate: candidate).holds
    }

    /// Whether the repetitions of a pair show that it was no chance.
    package func isConfirmed(by again: Block) -> Bool {
        zip(again.baseline, again.candidate).count { isBeyond(baseline: $0, candidate: $1) }
            >= CountRepetition.confirming
    }
}
