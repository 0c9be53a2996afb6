/// The nine deciles of what was observed on both sides, from 10 % to 90 %, and how far each may be off.
///
/// In the unit of the judgement's two levels.
package struct Deciles: Hashable, Sendable, Codable {
    package let baseline: [Band]
    package let candidate: [Band]

    package init(baseline: [Band], candidate: [Band]) {
        self.baseline = baseline
        self.candidate = candidate
    }

    /// - Throws: `DecodingError` for anything but nine a side: a record may have been written by anyone.
    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        baseline = try fields.decode([Band].self, forKey: .baseline)
        candidate = try fields.decode([Band].self, forKey: .candidate)
        for (side, key) in [(baseline, CodingKeys.baseline), (candidate, .candidate)] where side.count != 9 {
            throw DecodingError.dataCorruptedError(
                forKey: key, in: fields, debugDescription: "\(side.count) deciles instead of 9")
        }
    }

    private enum CodingKeys: CodingKey {
        case baseline, candidate
    }

    /// One decile with its interval at 95 %, distribution-free, by whole blocks where there are eight.
    package struct Band: Hashable, Sendable, Codable {
        package let value: Double
        /// Nil where too few values lie on that side to bound it.
        package let lower: Double?
        package let upper: Double?

        package init(value: Double, lower: Double?, upper: Double?) {
            self.value = value
            self.lower = lower
            self.upper = upper
        }
    }
}

/// How many requests of each side took more than twice the baseline's median.
package struct TailShares: Hashable, Sendable, Codable {
    /// Twice the baseline's median, in the unit of the judgement's two levels.
    package let threshold: Double
    /// Shares of all requests of a side, from 0 to 1.
    package let baseline: Double
    package let candidate: Double
    /// Whether the two differ by half a percent or more, and by more than what blocks differ among themselves explains.
    package let isApart: Bool

    package init(threshold: Double, baseline: Double, candidate: Double, isApart: Bool) {
        self.threshold = threshold
        self.baseline = baseline
        self.candidate = candidate
        self.isApart = isApart
    }
}
