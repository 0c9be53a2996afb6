import GateModel
import Glibc
import Statistics

/// One rule's blocks as log ratios, what each block tolerates, and the margins between the two.
///
/// All on the scale where above 0 is worse: for a lower limit (`>= -5%`) the signs are mirrored. The
/// comparison decides that, not the metric: it says which direction is meant to be limited.
struct BlockRatioSeries {
    private(set) var ratios: [Double] = []
    private(set) var tolerated: [Double] = []
    /// The rule's statistic of each block's baseline.
    private(set) var levels: [Double] = []
    let isMirrored: Bool
    let size: SampleSize
    private let statistic: Statistic

    /// Nil where a ratio of blocks says nothing about the rule: another statistic, an `==` or a range.
    ///
    /// - Throws: ``StatisticsError/notPositive(index:value:)`` where a value is 0: there is no ratio to 0.
    init?(_ rule: Rule, _ condition: Rule.Condition, _ samples: Samples) throws(StatisticsError) {
        guard let statistic = rule.comparedStatistic,
            case .compare(let comparison, _, _) = condition, comparison != .equal
        else { return nil }
        self.statistic = statistic
        isMirrored = !comparison.isUpper
        size = samples.size
        for block in samples.blocks {
            let baseline = block.baseline.compactMap(\.value)
            let candidate = block.candidate.compactMap(\.value)
            let ratio = try logRatio(baseline, candidate)
            ratios.append(isMirrored ? -ratio : ratio)
            guard let level = try value(of: statistic, baseline),
                let bound = condition.bounds(at: level)?.first
            else { return nil }
            guard bound.value > 0 else { throw .outOfRange(.tolerance, value: bound.value) }
            levels.append(level)
            let allowed = log(bound.value / level)
            tolerated.append(isMirrored ? -allowed : allowed)
        }
    }

    var margins: [Double] { zip(ratios, tolerated).map { $0 - $1 } }

    /// What the median block tolerates for the worse, as a share: 0.05 for `<= +5%`, 0.0526 for `>= -5%`.
    var tolerance: Double {
        get throws(StatisticsError) { expm1(try median(tolerated)) }
    }

    /// candidate / baseline for a log ratio on this series' scale.
    func ratio(_ logRatio: Double) -> Double { exp(isMirrored ? -logRatio : logRatio) }

    /// The rule's statistic of one side's values.
    func level(of observed: [Observed]) throws(StatisticsError) -> Double? {
        try value(of: statistic, observed.compactMap(\.value))
    }

    private func logRatio(_ baseline: [Double], _ candidate: [Double]) throws(StatisticsError) -> Double {
        switch statistic {
        case .mean: try BlockRatios.meanLogRatio(baseline: baseline, candidate: candidate)
        case .quantile(let share) where share != 0.5:
            try BlockRatios.quantileLogRatio(baseline: baseline, candidate: candidate, share)
        case .quantile, .median, .min, .max, .peak, .steady, .growth, .retained, .rate, .exponent, .tail,
            .worst, .warmup:
            try BlockRatios.medianLogRatio(baseline: baseline, candidate: candidate)
        }
    }
}

extension Rule {
    /// The statistic of a block that two revisions are compared by; nil for those of single samples or
    /// processes.
    fileprivate var comparedStatistic: Statistic? {
        switch statistic {
        case .mean, .median, .quantile: statistic
        // Once a block: its value is its median.
        case nil where metric.source == .builtIn(.throughput): .median
        case .warmup, .worst: .median
        case nil, .min, .max, .peak, .steady, .growth, .retained, .rate, .exponent, .tail: nil
        }
    }
}
