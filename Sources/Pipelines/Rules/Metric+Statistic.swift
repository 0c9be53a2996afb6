import GateModel

extension Metric {
    /// Whether a rule can use the statistic with this metric; nil stands for no statistic.
    func suits(_ statistic: Statistic?) -> Bool {
        switch source {
        case .builtIn(.errors): statistic == nil
        case .builtIn(.throughput): statistic == nil || statistic == .mean
        case .builtIn(.memory), .builtIn(.descriptors), .builtIn(.threads), .builtIn(.connections),
            .builtIn(.disk):
            switch statistic {
            case .peak, .steady, .growth, .retained: true
            case nil, .mean, .median, .min, .max, .quantile, .rate, .exponent, .tail, .worst, .warmup: false
            }
        case .usage(.memory) where statistic == .peak: true
        case .builtIn(.responseTime), .builtIn(.bodyBytes), .header, .serverTiming:
            switch statistic {
            case nil, .mean, .median, .min, .max, .quantile, .exponent: true
            case .tail, .worst: unit == .time
            case .warmup: source == .builtIn(.responseTime)
            case .peak, .steady, .growth, .retained, .rate: false
            }
        case .usage:
            switch statistic {
            case nil, .mean, .median, .min, .max, .quantile: true
            case .tail, .worst: unit == .time
            case .peak, .steady, .growth, .retained, .rate, .exponent, .warmup: false
            }
        case .builtIn(.cpuTime), .builtIn(.readyTime), .openMetrics, .json, .command:
            switch statistic {
            case nil, .mean, .median, .min, .max: true
            case .quantile, .peak, .steady, .growth, .retained, .rate, .exponent, .tail, .worst, .warmup:
                false
            }
        }
    }

    /// What to write instead of a statistic that does not suit.
    var hintForStatistic: String {
        switch source {
        case .builtIn(.errors): "write 'errors == 0' or 'errors <= 1%'"
        case .builtIn(.throughput): "write 'throughput >= 50/s'"
        case .builtIn(.memory), .builtIn(.descriptors), .builtIn(.threads), .builtIn(.connections),
            .builtIn(.disk):
            "write steady(\(name)), peak(\(name)), growth(\(name)) or retained(\(name))"
        case .usage(.memory): "use peak, mean, median, min, max or p50 … p99.9"
        case .builtIn(.responseTime):
            "use mean, median, min, max or p50 … p99.9; in 'regress' tail, worst or warmup too"
        case .builtIn(.bodyBytes), .usage, .header, .serverTiming:
            "use mean, median, min, max or p50 … p99.9"
        case .builtIn(.cpuTime), .builtIn(.readyTime), .openMetrics, .json, .command:
            "it is taken once a block: use mean, median, min, max or no statistic"
        }
    }
}

extension MetricUnit {
    /// `'50KB' is not a time`
    var noun: String {
        switch self {
        case .time: "a time"
        case .bytes: "an amount of bytes"
        case .count: "a count"
        case .share: "a share"
        case .plain: "a plain number"
        case .rate: "a rate"
        }
    }

    /// An amount as a rule may have it.
    var example: String {
        switch self {
        case .time: "50ms"
        case .bytes: "10MB"
        case .count, .plain: "5"
        case .share: "1%"
        case .rate: "50/s"
        }
    }
}
