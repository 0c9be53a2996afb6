import GateModel
import Statistics

extension Judgement.Numbers {
    /// What a comparison by blocks rests on, and what the two sides look like beside it.
    ///
    /// - Parameters:
    ///   - deciding: How many blocks decided, from the first on.
    ///   - limit: The ratio that was the limit.
    ///   - confidence: Of each end of the interval, which the numbers have already.
    mutating func show(
        _ blocks: BlockRatioSeries, deciding: Int, limit: Double, confidence: Double, _ samples: Samples,
        of rule: Rule
    ) throws(StatisticsError) {
        self.confidence = confidence
        let shown = blocks.ratios.prefix(deciding).map(blocks.ratio)
        let bounds = [limit, lower, upper].compactMap { $0 }
        // A ratio of huge and tiny values is none that can be drawn.
        if (shown + bounds).allSatisfy(\.isFinite) {
            blockRatios = Distributions(.ratio, candidate: shown, bounds: bounds)
        }
        let baselines = samples.blocks.map { $0.baseline.compactMap(\.value) }
        let candidates = samples.blocks.map { $0.candidate.compactMap(\.value) }
        deciles = try Deciles(baselines, candidates)
        if rule.metric.unit == .time, !blocks.isMirrored, rule.looksAtTheMiddle {
            tail = try TailShares(baselines, candidates)
        }
    }
}

extension Rule {
    /// Whether a small share of slow requests does not move it.
    fileprivate var looksAtTheMiddle: Bool {
        switch statistic {
        case .median: true
        case .quantile(let share): share <= 0.75
        case nil, .mean, .min, .max, .peak, .steady, .growth, .retained, .rate, .exponent, .tail, .worst,
            .warmup:
            false
        }
    }
}

extension Deciles {
    /// Fewer values a side have no deciles worth a word.
    private static let leastValues = 20

    /// Nil for too few values. All must be finite.
    init?(_ baseline: [[Double]], _ candidate: [[Double]]) throws(StatisticsError) {
        let counts = [baseline, candidate].map { $0.reduce(0) { $0 + $1.count } }
        guard counts.allSatisfy({ $0 >= Deciles.leastValues }) else { return nil }
        self.init(baseline: try Deciles.bands(baseline), candidate: try Deciles.bands(candidate))
    }

    private static func bands(_ blocks: [[Double]]) throws(StatisticsError) -> [Band] {
        let quantiles = try BlockedQuantiles(blocks)
        return (1...9).map { tenth in
            let band = quantiles.band(Double(tenth) / 10)
            return Band(value: band.value, lower: band.lower, upper: band.upper)
        }
    }
}

extension TailShares {
    /// Half a percent of all requests; less is not worth a word.
    private static let leastDifference = 0.005

    /// In standard errors. It is said beside a verdict and decides nothing.
    private static let leastDeviations = 3.0

    /// Nil for a side without values.
    init?(_ baseline: [[Double]], _ candidate: [[Double]]) throws(StatisticsError) {
        guard baseline.contains(where: { !$0.isEmpty }), candidate.contains(where: { !$0.isEmpty }) else {
            return nil
        }
        let threshold = try TailComparison.threshold(baseline)
        func shares(_ blocks: [[Double]]) -> (whole: Double, each: [Double]) {
            let beyond = blocks.map { block in Double(block.count { $0 > threshold }) }
            let count = blocks.reduce(0) { $0 + $1.count }
            return (
                beyond.reduce(0, +) / Double(max(1, count)),
                zip(beyond, blocks).map { $0 / Double(max(1, $1.count)) }
            )
        }
        let (before, after) = (shares(baseline), shares(candidate))
        self.init(
            threshold: threshold, baseline: before.whole, candidate: after.whole,
            isApart: abs(after.whole - before.whole) >= TailShares.leastDifference
                && abs(standardisedDifference(before.each, after.each)) >= TailShares.leastDeviations)
    }
}
