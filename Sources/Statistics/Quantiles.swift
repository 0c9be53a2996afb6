/// The middle value, or the mean of the two middle ones: `median([1, 9, 2, 4])` is 3.
package func median(_ values: [Double]) throws(StatisticsError) -> Double {
    try values.requireFinite()
    return sortedMedian(values.sorted())
}

/// Hyndman and Fan's type 7, the default of R and NumPy: `quantile([10, 20, 30, 40], 0.95)` is 38.5.
package func quantile(_ values: [Double], _ probability: Double) throws(StatisticsError) -> Double {
    try values.requireFinite()
    guard (0...1).contains(probability) else { throw .outOfRange(.quantile, value: probability) }
    return sortedQuantile(values.sorted(), probability)
}

/// The same of values that are in ascending order already; there must be at least one.
package func sortedQuantile(_ sorted: [Double], _ probability: Double) -> Double {
    let position = probability * Double(sorted.count - 1)
    let below = Int(position)
    let above = min(below + 1, sorted.count - 1)
    return sorted[below] + (position - Double(below)) * (sorted[above] - sorted[below])
}

/// The median of values that are in ascending order already; there must be at least one.
func sortedMedian(_ sorted: [Double]) -> Double {
    let half = sorted.count / 2
    return sorted.count.isMultiple(of: 2) ? (sorted[half - 1] + sorted[half]) / 2 : sorted[half]
}
