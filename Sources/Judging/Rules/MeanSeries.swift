import GateModel
import Glibc
import Statistics

/// One rule's blocks as totals of both sides, for what is about the mean of all requests.
///
/// On the scale where above 0 is worse, as ``BlockRatioSeries`` is. Of throughput the time of an operation is averaged, so
/// that the ratio is that of all operations a second.
struct MeanSeries {
    let isMirrored: Bool
    let size: SampleSize
    /// Of a side; nil where a value is no single request.
    let requests: Int?
    /// What the whole baseline tolerates for the worse, as a log ratio.
    let tolerated: Double
    let baselineLevel: Double
    let candidateLevel: Double
    private let baseline: [BlockTotal]
    private let candidate: [BlockTotal]
    /// 1, and −1 for what is averaged as its reciprocal.
    private let direction: Double

    /// In simulation one request in a hundred that takes twenty times as long is missing from fewer than so many often enough
    /// for a mean that is 19 % higher to look unchanged.
    static let leastRequests = 320

    /// Nil for an `==` or a range.
    ///
    /// - Parameter perBlock: Requests of a block where a value is made of all of them; nil: each value is one.
    init?(
        _ rule: Rule, _ condition: Rule.Condition, _ samples: Samples, perBlock: Int?
    ) throws(StatisticsError) {
        guard case .compare(let comparison, _, _) = condition, comparison != .equal else { return nil }
        let isRate = rule.metric.source == .builtIn(.throughput)
        isMirrored = !comparison.isUpper
        direction = isRate ? -1 : 1
        let totals = { (side: Side) throws(StatisticsError) in
            try samples.blocks.map { block throws(StatisticsError) in
                try MeanSeries.total(block[side].compactMap(\.value), isRate)
            }
        }
        baseline = try totals(.baseline)
        candidate = try totals(.candidate)
        let ratio = try MeanRatio(baseline: baseline, candidate: candidate)
        baselineLevel = isRate ? 1 / ratio.baseline.mean : ratio.baseline.mean
        candidateLevel = isRate ? 1 / ratio.candidate.mean : ratio.candidate.mean
        guard let bound = condition.bounds(at: baselineLevel)?.first else { return nil }
        guard bound.value > 0 else { throw .outOfRange(.tolerance, value: bound.value) }
        let allowed = log(bound.value / baselineLevel)
        tolerated = isMirrored ? -allowed : allowed
        size = samples.size
        requests =
            if let perBlock { perBlock * samples.blocks.count } else if rule.metric.isOfRequests {
                candidate.reduce(0) { $0 + $1.count }
            } else { nil }
    }

    private static func total(_ values: [Double], _ isRate: Bool) throws(StatisticsError) -> BlockTotal {
        guard isRate else { return BlockTotal(values) }
        if let index = values.firstIndex(where: { $0 <= 0 }) {
            throw .notPositive(index: index, value: values[index])
        }
        return BlockTotal(values.map { 1 / $0 })
    }

    /// Whether so many blocks have the requests that a pass needs.
    func isEnough(_ blocks: Int) -> Bool {
        guard let requests, !baseline.isEmpty else { return true }
        return requests * blocks / baseline.count >= MeanSeries.leastRequests
    }

    /// At each look that the blocks reach.
    func bounds(_ test: SequentialRatioTest) throws(StatisticsError) -> BoundSequence {
        try BoundSequence(test, blocks: baseline.count) { levels throws(StatisticsError) in
            let bounds = try ratio(levels.blocks).bounds(levels, isMirrored: isMirrored == (direction > 0))
            return isEnough(levels.blocks) ? bounds : bounds.withoutUpper
        }
    }

    /// Of the first blocks.
    func ratio(_ blocks: Int) throws(StatisticsError) -> MeanRatio {
        try MeanRatio(
            baseline: Array(baseline.prefix(blocks)), candidate: Array(candidate.prefix(blocks)))
    }

    /// The bounds without any look, all of this side's error spent at once.
    func bounds(alpha: Double) throws(StatisticsError) -> EstimateBounds {
        try ratio(baseline.count).bounds(
            LookLevels(blocks: baseline.count, below: alpha, above: alpha),
            isMirrored: isMirrored == (direction > 0))
    }

    /// candidate / baseline for a log ratio on this series' scale.
    func ratio(_ logRatio: Double) -> Double { exp(isMirrored ? -logRatio : logRatio) }
}

extension Metric {
    /// Whether a few requests may make most of its mean: of what is counted none is slow.
    var isOfRequests: Bool { isPerOperation && unit != .count }
}

extension Rule {
    /// Whether two revisions are compared by the mean over all requests.
    var comparesMeans: Bool {
        switch statistic {
        case .mean: true
        case nil: metric.source == .builtIn(.throughput)
        case .median, .min, .max, .quantile, .peak, .steady, .growth, .retained, .rate, .exponent, .tail,
            .worst, .warmup:
            false
        }
    }
}
