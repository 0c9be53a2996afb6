import Statistics

/// The requests of both sides that take more than twice the baseline's median (statistics.md, "Tails and inputs").
struct TailComparison {
    private static let factor = 2.0

    let threshold: Double
    /// The candidate's share less the baseline's, with processes as clusters.
    let difference: ShareDifference

    /// - Parameters: Values of each block, in the same order on both sides.
    init(_ baseline: [[Double]], _ candidate: [[Double]]) throws(StatisticsError) {
        let threshold = try Self.threshold(baseline)
        let beyond = { (block: [Double]) in block.count { $0 > threshold } }
        self.threshold = threshold
        difference = try ShareDifference(
            baseline: baseline.map(beyond), of: baseline.map(\.count), candidate: candidate.map(beyond),
            of: candidate.map(\.count))
    }

    /// From where on a request is in the tail.
    static func threshold(_ baseline: [[Double]]) throws(StatisticsError) -> Double {
        factor * (try median(baseline.flatMap { $0 }))
    }
}
