/// What is taken of a metric's samples before a rule compares it.
package enum Statistic: Hashable, Sendable, CustomStringConvertible {
    case mean
    case median
    case min
    case max
    /// 0.95 for `p95`.
    case quantile(Double)
    /// The maximum over the run.
    case peak
    /// The median after warm-up.
    case steady
    /// The slope over operations, in the metric's unit per operation.
    case growth
    /// After the load has stopped and the service idles, minus before the load.
    case retained
    /// Per second.
    case rate
    /// The power of the data's size that the cost grows with: 1 is in proportion to it.
    case exponent
    /// The share of requests that take more than twice the baseline's median.
    case tail
    /// The median of the input value that got worst, each judged by itself.
    case worst
    /// What the warm-up of a fresh process took.
    case warmup

    /// As rules write it: `p99.9`, `median`.
    package var description: String {
        switch self {
        case .mean: "mean"
        case .median: "median"
        case .min: "min"
        case .max: "max"
        case .quantile(let share): "p" + Statistic.percent(share)
        case .peak: "peak"
        case .steady: "steady"
        case .growth: "growth"
        case .retained: "retained"
        case .rate: "rate"
        case .exponent: "exponent"
        case .tail: "tail"
        case .worst: "worst"
        case .warmup: "warmup"
        }
    }

    private static func percent(_ share: Double) -> String {
        let tenths = Int((share * 1000).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
    }
}

extension Statistic: Codable {
    private static let named: [Statistic] = [
        .mean, .median, .min, .max, .peak, .steady, .growth, .retained, .rate, .exponent, .tail, .worst,
        .warmup,
    ]

    /// As rules write it: `p99.9`, `median`.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let word = try container.decode(String.self)
        if let known = Statistic.named.first(where: { $0.description == word }) {
            self = known
        } else if word.hasPrefix("p"), let percent = Double(word.dropFirst()), (0...100).contains(percent) {
            self = .quantile((percent * 10).rounded() / 1000)
        } else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "no statistic is '\(word)'")
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
