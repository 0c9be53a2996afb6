import GateModel
import Statistics

extension RuleJudging {
    /// That a count grows with the rows of an operation's answer: one query for each of them, most likely.
    ///
    /// Of the first rule about that count on that operation only, and never part of a verdict.
    func resultGrowthHint(_ rule: Rule, _ operation: String?) -> Hint? {
        guard rule.metric.unit == .count, let operation,
            let sizes = sampled.resultSizes.first(where: { $0.isOf(rule.metric, operation) }),
            let counts = sampled.samples.first(where: { $0.isOf(rule.metric, operation) }),
            stage.rules.first(where: { $0.metric == rule.metric && $0.operations.contains(operation) })?.id
                == rule.id
        else { return nil }
        let side: Side = stage.name == .baseline ? .baseline : .candidate
        return ResultGrowth(counts, sizes, on: side)?.hint(rule.metric.name)
    }
}

extension Samples {
    fileprivate func isOf(_ metric: Metric, _ operation: String) -> Bool {
        self.metric == metric.name && self.operation == operation
    }
}

/// How a count of an operation grows with the rows of its answers.
struct ResultGrowth: Equatable {
    /// Counts a row.
    let slope: Double
    /// The counts at the fewest and at the most rows.
    let counts: [Double]
    let rows: [Double]

    /// Fewer different sizes may be an accident.
    private static let leastSizes = 3
    /// A count for every second row is a pattern.
    private static let leastSlope = 0.5

    /// Nil where the answers do not show it clearly: too few sizes, or a slope that does not hold all over.
    ///
    /// Of answers with equally many rows the median count stands for all, so that the most frequent size does not decide.
    init?(_ counts: Samples, _ sizes: Samples, on side: Side) {
        var byRows: [Double: [Double]] = [:]
        for (block, sized) in zip(counts.blocks, sizes.blocks) where block[side].count == sized[side].count {
            for (count, rows) in zip(block[side], sized[side]) {
                if let count = count.value, let rows = rows.value { byRows[rows, default: []].append(count) }
            }
        }
        let points = byRows.keys.sorted().map { rows in
            (x: rows, y: sortedQuantile((byRows[rows] ?? []).sorted(), 0.5))
        }
        guard points.count >= Self.leastSizes, let slope = PairwiseSlope(points),
            slope.slope >= Self.leastSlope, slope.lowerQuartile >= slope.slope / 2
        else { return nil }
        self.slope = slope.slope
        self.counts = [points[0].y, points[points.count - 1].y]
        rows = [points[0].x, points[points.count - 1].x]
    }

    func hint(_ metric: String) -> Hint {
        .growsWithResult(metric: metric, perRow: slope, counts: counts, rows: rows)
    }
}
