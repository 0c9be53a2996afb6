import GateModel
import Statistics

/// One rule's blocks as log ratios, what each block tolerates, and the margins between the two.
///
/// All on the scale where above 0 is worse: for a lower limit (`>= -5%`) the signs are mirrored.
struct BlockRatioSeries {
    private(set) var ratios: [Double] = []
    private(set) var tolerated: [Double] = []
    let isMirrored: Bool
    /// `40 blocks × 10`
    let sizeText: String
    private let statistic: Statistic

    init(_ rule: Rule, _ condition: Rule.Condition, _ samples: Samples) throws(StatisticsError) {
        statistic = rule.statistic ?? .median
        let (comparison, limits) = condition.bounds
        isMirrored = comparison == .greaterOrEqual || comparison == .greater
        sizeText = "\(samples.blocks.count) blocks × \(samples.blocks.first?.candidate.count ?? 0)"
        for block in samples.blocks {
            let baseline = block.baseline.compactMap(\.value)
            let candidate = block.candidate.compactMap(\.value)
            let ratio = try logRatio(baseline, candidate)
            ratios.append(isMirrored ? -ratio : ratio)
            tolerated.append(try allowance(limits, try summary(of: block.baseline)))
        }
    }

    var margins: [Double] { zip(ratios, tolerated).map { $0 - $1 } }

    /// candidate / baseline for a log ratio on this series' scale.
    func ratio(_ logRatio: Double) -> Double { exponential(isMirrored ? -logRatio : logRatio) }

    /// The rule's statistic of one side's values.
    func summary(of observed: [Observed]) throws(StatisticsError) -> Double {
        let values = observed.compactMap(\.value)
        switch statistic {
        case .quantile(let share): return try quantile(values, share)
        case .mean: return values.reduce(0, +) / Double(values.count)
        case .median, .min, .max, .peak, .steady, .growth, .retained, .rate: return try median(values)
        }
    }

    private func logRatio(_ baseline: [Double], _ candidate: [Double]) throws(StatisticsError) -> Double {
        switch statistic {
        case .mean: try BlockRatios.meanLogRatio(baseline: baseline, candidate: candidate)
        case .quantile(let share) where share != 0.5:
            try BlockRatios.quantileLogRatio(baseline: baseline, candidate: candidate, share)
        case .quantile, .median, .min, .max, .peak, .steady, .growth, .retained, .rate:
            try BlockRatios.medianLogRatio(baseline: baseline, candidate: candidate)
        }
    }

    /// The looser of the limits, as a log ratio towards worse; `level` is the block's own baseline value.
    private func allowance(_ limits: [Limit], _ level: Double) throws(StatisticsError) -> Double {
        var loosest = -Double.infinity
        for limit in limits {
            let allowed =
                switch limit {
                case .relativeShare(let share): level * (1 + share)
                case .relativeAmount(let amount): level + amount
                case .absolute(let bound): bound
                }
            guard allowed > 0 else { throw .outOfRange(.tolerance, value: allowed) }
            let logarithm = naturalLogarithm(allowed / level)
            loosest = max(loosest, isMirrored ? -logarithm : logarithm)
        }
        return loosest
    }
}

extension Rule.Condition {
    /// The comparison with its limits, the second one of an `or` included; a range counts as an upper limit.
    var bounds: (Rule.Comparison, [Limit]) {
        switch self {
        case .compare(let comparison, let limit, let other):
            (comparison, [limit] + (other.map { [$0] } ?? []))
        case .range(_, let high): (.lessOrEqual, [.absolute(high)])
        }
    }
}
