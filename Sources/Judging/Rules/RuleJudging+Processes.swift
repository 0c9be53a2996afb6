import GateModel
import Statistics

extension RuleJudging {
    /// A share of the requests to several processes, which have a speed of their own each.
    ///
    /// All requests together have to show it by the binomial test, and so has the spread of the processes' own shares, by
    /// Student's t: requests of one process are no independent witnesses of what the next process will do.
    ///
    /// - Parameter pooled: What all requests together show.
    func processFinding(
        _ rule: Rule, _ bound: OneSidedBound, _ allowed: Double, _ blocks: [[Double]], _ pooled: BoundFinding
    ) throws(StatisticsError) -> BoundFinding {
        guard blocks.count > 1 else { return pooled }
        let processes = ProcessShares(
            rule: rule, blocks: blocks, passLevel: passLevel, violationLevel: violationLevel)
        let bounds = try processes.bounds(beyond: bound)
        var found = pooled
        found.turning = pooled.turning.map { processes.turning($0, bound, bounds, allowed) }
        found.interval = found.turning.map(bound.interval)
        switch pooled.verdict {
        case .pass where bounds.upper > allowed, .violation where bounds.lower <= allowed:
            found.verdict = .inconclusive(Inconclusive(.tooNoisy, processes.detail(beyond: bound)))
        case .pass, .violation, .inconclusive: break
        }
        return found
    }
}

/// What share of each process's requests lies beyond a bound.
private struct ProcessShares {
    let rule: Rule
    let blocks: [[Double]]
    let passLevel: Double
    let violationLevel: Double

    private static let halvings = 50

    func bounds(beyond bound: OneSidedBound) throws(StatisticsError) -> (lower: Double, upper: Double) {
        let shares = shares(beyond: bound)
        return (
            try MeanBounds(shares, alpha: violationLevel).lower,
            try MeanBounds(shares, alpha: passLevel).upper
        )
    }

    func detail(beyond bound: OneSidedBound) -> Inconclusive.Detail {
        let shares = shares(beyond: bound)
        return .share(.ofProcesses(least: shares.min() ?? 0, most: shares.max() ?? 0))
    }

    private func shares(beyond bound: OneSidedBound) -> [Double] {
        blocks.map { block in
            Double(block.count { rule.isBeyond($0, bound) }) / Double(max(1, block.count))
        }
    }

    /// Where both tests pass, or both are violated. Of `errors` the limit is the share itself; of a percentile it is searched
    /// for by halving.
    func turning(
        _ pooled: TurningLimits, _ bound: OneSidedBound, _ bounds: (lower: Double, upper: Double),
        _ allowed: Double
    ) -> TurningLimits {
        if rule.metric.source == .builtIn(.errors) {
            guard bound.isUpper else { return pooled }
            return TurningLimits(
                pass: max(pooled.pass, bounds.upper), violation: min(pooled.violation, bounds.lower))
        }
        let positions = blocks.joined().map(bound.position)
        guard let low = positions.min(), let high = positions.max() else { return pooled }
        let pass = first(in: low...high, bound) { $0.upper <= allowed }
        let violation = first(in: low...high, bound) { $0.lower <= allowed }
        return TurningLimits(pass: max(pooled.pass, pass), violation: min(pooled.violation, violation))
    }

    /// The tightest position with the property, which no sample lies beyond the loosest of.
    private func first(
        in range: ClosedRange<Double>, _ bound: OneSidedBound,
        _ hasProperty: ((lower: Double, upper: Double)) -> Bool
    ) -> Double {
        var (low, high) = (range.lowerBound, range.upperBound)
        for _ in 0..<Self.halvings where low < high {
            let middle = low + (high - low) / 2
            let moved = OneSidedBound(comparison: bound.comparison, value: bound.isUpper ? middle : -middle)
            do throws(StatisticsError) {
                if hasProperty(try bounds(beyond: moved)) { high = middle } else { low = middle }
            } catch {
                return range.upperBound
            }
        }
        return high
    }
}
