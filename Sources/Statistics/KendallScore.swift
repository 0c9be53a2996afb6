/// Kendall's S of values in the order they were taken: pairs that rise minus pairs that fall, and S's
/// variance.
struct KendallScore {
    let score: Int

    /// The variance of S where every order is equally likely, corrected for ties.
    let variance: Double

    init(_ values: [Double]) {
        var score = 0
        for (index, earlier) in values.enumerated() {
            for later in values[(index + 1)...] {
                if later > earlier { score += 1 }
                if later < earlier { score -= 1 }
            }
        }
        self.score = score

        let sorted = values.sorted()
        var variance = Self.term(values.count)
        var start = 0
        while start < sorted.count {
            var end = start
            while end < sorted.count, sorted[end] == sorted[start] { end += 1 }
            variance -= Self.term(end - start)
            start = end
        }
        self.variance = variance
    }

    private static func term(_ count: Int) -> Double {
        let n = Double(count)
        return n * (n - 1) * (2 * n + 5) / 18
    }
}
