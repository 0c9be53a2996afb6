/// The signed-rank sums of a series: equal magnitudes share the average of their ranks.
///
/// A value nearer to 0 than ``zero`` speaks for neither side, so its rank is added to both sums: it counts
/// against both rejections. `[3, -1, 2]` gives positive 5 and negative 1.
package struct WilcoxonStatistic: Equatable, Sendable {
    package static let zero = 1e-12

    package let positive: Double
    package let negative: Double

    package init(_ values: [Double]) throws(StatisticsError) {
        try values.requireFinite()
        let cleaned = values.map { abs($0) < Self.zero ? 0 : $0 }
        let ordered = cleaned.sorted { abs($0) < abs($1) }

        var positive = 0.0
        var negative = 0.0
        var start = 0
        while start < ordered.count {
            var end = start
            while end < ordered.count, abs(ordered[end]) == abs(ordered[start]) { end += 1 }
            // The mean of the ranks start + 1 … end.
            let rank = Double(start + 1 + end) / 2
            for value in ordered[start..<end] {
                if value >= 0 { positive += rank }
                if value <= 0 { negative += rank }
            }
            start = end
        }
        self.positive = positive
        self.negative = negative
    }
}
