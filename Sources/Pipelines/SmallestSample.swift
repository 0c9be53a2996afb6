import GateModel
import Glibc

/// How many observations it takes at least to show something at α = .05, when every one of them is good.
///
///     share 0.5 → 5, 0.95 → 59, 0.99 → 299
///
/// - Parameter share: Of good observations that chance alone would allow, below 1.
func smallestSample(share: Double) -> Int {
    guard share > 0 else { return 1 }
    let exact = log(0.05) / log(share)
    // log(0.05) / log(1 - 0.95) comes out just above 1.
    return exact < 1e9 ? Int((exact - 1e-9).rounded(.up)) : 1_000_000_000
}

extension Rule {
    /// Fewer blocks let the sequential tests show nothing.
    static let smallestBlocks = 8

    /// The fewest operations that can pass the rule's own test; nil where blocks are what counts.
    var smallestOperations: Int? {
        guard !condition.isRelative else { return nil }
        if metric.source == .builtIn(.errors) { return smallestForErrors }
        switch statistic {
        case .median: return smallestSample(share: 0.5)
        case .quantile(let share):
            switch condition {
            case .compare(.lessOrEqual, _, _), .compare(.less, _, _): return smallestSample(share: share)
            case .compare(.greaterOrEqual, _, _), .compare(.greater, _, _):
                return smallestSample(share: 1 - share)
            case .compare(.equal, _, _), .range: return smallestSample(share: max(share, 1 - share))
            }
        case nil, .min, .max: return 1
        case .mean, .peak, .steady, .growth, .retained, .rate, .exponent: return nil
        }
    }

    /// Whether the rule is judged by blocks, in the stages that have them.
    var needsBlocks: Bool {
        condition.isRelative || statistic == .mean || metric.source == .builtIn(.throughput)
    }

    /// Whether it stops a gate that it is not shown to hold.
    var blocks: Bool { mode == .enforce && onInconclusive != .warn }

    private var smallestForErrors: Int {
        switch condition {
        case .compare(.lessOrEqual, .absolute(let limit), _), .compare(.less, .absolute(let limit), _):
            limit > 0 && limit < 1 ? smallestSample(share: 1 - limit) : 1
        case .range(_, let upper): upper > 0 && upper < 1 ? smallestSample(share: 1 - upper) : 1
        case .compare: 1
        }
    }
}
