import GateModel
import Glibc

/// The fewest observations that can show a rule to hold when every one of them is good.
///
///     at .05: share 0.5 → 5, 0.95 → 59, 0.99 → 299
///
/// - Parameters:
///   - share: The share of good observations that the rule is tested against, below 1.
///   - level: Of the one-sided test.
func smallestSample(share: Double, level: Double = 0.05) -> Int {
    guard share > 0 else { return 1 }
    let exact = log(level) / log(share)
    // log(0.05) / log(1 - 0.95) comes out just above 1.
    return exact < 1e9 ? Int((exact - 1e-9).rounded(.up)) : 1_000_000_000
}

/// The fewest requests a side for a mean: with fewer, the few slow ones are missing too often (`Judging`).
private let smallestForMean = 320

extension Rule {
    /// With fewer blocks the sequential tests cannot show anything.
    static let smallestBlocks = 8

    /// The fewest operations that can pass the rule's own test; nil where blocks are what counts.
    ///
    /// - Parameter level: The level that is left for the last look at a share.
    func smallestOperations(level: Double = 0.05) -> Int? {
        // A few slow requests make most of a mean of times; a count has no slow requests.
        if needsRequests { return smallestForMean }
        // With none of so many slow, at most one in a hundred is: ln .05 / ln .99.
        if statistic == .tail, case .compare(_, .relativeAmount(let share), _) = condition {
            return smallestSample(share: 1 - share)
        }
        guard !condition.isRelative else { return nil }
        if metric.source == .builtIn(.errors) { return smallestForErrors(level) }
        switch statistic {
        case .median: return smallestSample(share: 0.5, level: level)
        case .quantile(let share):
            switch condition {
            case .compare(.lessOrEqual, _, _), .compare(.less, _, _):
                return smallestSample(share: share, level: level)
            case .compare(.greaterOrEqual, _, _), .compare(.greater, _, _):
                return smallestSample(share: 1 - share, level: level)
            case .compare(.equal, _, _), .range:
                return smallestSample(share: max(share, 1 - share), level: level)
            }
        case nil, .min, .max: return 1
        case .mean, .peak, .steady, .growth, .retained, .rate, .exponent, .tail, .worst, .warmup: return nil
        }
    }

    /// Whether the rule is judged by blocks, in the stages that have them.
    var needsBlocks: Bool {
        if condition.isRelative || statistic == .mean || metric.source == .builtIn(.throughput) {
            return true
        }
        if metric.source == .builtIn(.errors) { return smallestForErrors(0.05) > 1 }
        switch statistic {
        case .median, .quantile: return true
        case nil, .mean, .min, .max, .peak, .steady, .growth, .retained, .rate, .exponent, .tail, .worst,
            .warmup:
            return false
        }
    }

    /// Whether it limits the share of requests that are beyond something, absolutely: a percentile, or failures.
    var isAboutShare: Bool {
        guard !condition.isRelative else { return false }
        if metric.source == .builtIn(.errors) { return true }
        switch statistic {
        case .median, .quantile: return true
        case nil, .mean, .min, .max, .peak, .steady, .growth, .retained, .rate, .exponent, .tail, .worst,
            .warmup:
            return false
        }
    }

    /// Whether it is about the mean of single requests.
    private var needsRequests: Bool {
        guard metric.unit != .count else { return false }
        if statistic == .mean { return metric.isPerOperation && metric.source != .builtIn(.throughput) }
        return false
    }

    /// Whether the gate stops when the rule is not shown to hold.
    var blocks: Bool { mode == .enforce && onInconclusive != .warn }

    private func smallestForErrors(_ level: Double) -> Int {
        switch condition {
        case .compare(.lessOrEqual, .absolute(let limit), _), .compare(.less, .absolute(let limit), _):
            limit > 0 && limit < 1 ? smallestSample(share: 1 - limit, level: level) : 1
        case .range(_, let upper):
            upper > 0 && upper < 1 ? smallestSample(share: 1 - upper, level: level) : 1
        case .compare: 1
        }
    }
}
