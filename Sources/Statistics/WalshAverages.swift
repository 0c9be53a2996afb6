/// The means of all pairs of a series, each value paired with itself too, in ascending order.
///
/// Their median is the Hodges–Lehmann estimate; their order statistics bound it by the signed-rank test.
struct WalshAverages {
    let sorted: [Double]

    /// `values` must not be empty.
    init(_ values: [Double]) {
        var averages: [Double] = []
        averages.reserveCapacity(values.count * (values.count + 1) / 2)
        for (index, first) in values.enumerated() {
            for second in values[index...] { averages.append(first / 2 + second / 2) }
        }
        sorted = averages.sorted()
    }

    var median: Double { sortedMedian(sorted) }

    /// The (critical + 1)-th smallest, or nil where the critical value is −1 and the bound infinite.
    func lower(critical: Int) -> Double? {
        critical < 0 ? nil : sorted[critical]
    }

    /// The (critical + 1)-th largest, or nil where the critical value is −1 and the bound infinite.
    func upper(critical: Int) -> Double? {
        critical < 0 ? nil : sorted[sorted.count - 1 - critical]
    }
}

/// The estimate of Hodges and Lehmann: the median of the means of all pairs, `[1, 2, 9]` gives 3.5.
package func hodgesLehmannEstimate(_ values: [Double]) throws(StatisticsError) -> Double {
    try values.requireFinite()
    return WalshAverages(values).median
}
