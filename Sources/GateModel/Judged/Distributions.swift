/// How what was observed on one or both sides is spread, over equally wide bins that both sides share.
///
/// Small enough for a log entry. The bins reach over the bulk of the values, so that one wild sample does not flatten
/// the rest; what lies outside is counted. Where all values are the same, `low` is `high` and there is one bin.
package struct Distributions: Hashable, Sendable, Codable {
    package static let mostBins = 20

    /// What the values are: the base unit of a metric, plain or per operation.
    package let scale: Judgement.Scale
    /// The lower edge of the first bin and the upper edge of the last; finite, in ascending order.
    package let low: Double
    package let high: Double
    /// Nil where that side is not judged.
    package let baseline: Spread?
    package let candidate: Spread?

    package init(scale: Judgement.Scale, low: Double, high: Double, baseline: Spread?, candidate: Spread?) {
        self.scale = scale
        self.low = low
        self.high = high
        self.baseline = baseline
        self.candidate = candidate
    }

    /// How many values lie in each bin, and how many below the first and above the last.
    package struct Spread: Hashable, Sendable, Codable {
        package let below: Int
        /// At least one and at most ``Distributions/mostBins``, as many on both sides. A value on an edge counts in
        /// the bin above it, but on the last edge in the last bin.
        package let bins: [Int]
        package let above: Int

        package init(below: Int, bins: [Int], above: Int) {
            self.below = below
            self.bins = bins
            self.above = above
        }

        /// Whether they are counts of one side: none is negative, and there are at most `Int.max` values.
        package static func areCounts(below: Int, bins: [Int], above: Int) -> Bool {
            guard (1...Distributions.mostBins).contains(bins.count) else { return false }
            var sum = 0
            for count in [below, above] + bins {
                let (more, overflows) = sum.addingReportingOverflow(count)
                guard count >= 0, !overflows else { return false }
                sum = more
            }
            return true
        }

        /// - Throws: `DecodingError` for what are no counts: a record may have been written by anyone.
        package init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: CodingKeys.self)
            below = try fields.decode(Int.self, forKey: .below)
            bins = try fields.decode([Int].self, forKey: .bins)
            above = try fields.decode(Int.self, forKey: .above)
            guard Self.areCounts(below: below, bins: bins, above: above) else {
                throw DecodingError.dataCorruptedError(
                    forKey: .bins, in: fields, debugDescription: "no counts of values")
            }
        }

        private enum CodingKeys: CodingKey {
            case below, bins, above
        }

        /// Of all values.
        package var count: Int { bins.reduce(below + above, +) }
    }
}
