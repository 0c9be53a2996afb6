import GateModel
import Statistics

/// A statistic of values that need no order and no processes; nil for `growth` and `retained`, which do.
func value(of statistic: Statistic, _ values: [Double]) throws(StatisticsError) -> Double? {
    switch statistic {
    case .quantile(let share): try quantile(values, share)
    case .median, .steady, .worst, .warmup: try median(values)
    case .min: try quantile(values, 0)
    case .max, .peak: try quantile(values, 1)
    case .mean, .rate: try mean(values)
    case .growth, .retained, .exponent, .tail: nil
    }
}

/// The sum over the number of values.
func mean(_ values: [Double]) throws(StatisticsError) -> Double {
    guard !values.isEmpty else { throw .tooFew(needed: 1, found: 0) }
    return values.reduce(0, +) / Double(values.count)
}
