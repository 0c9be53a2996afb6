/// The deviation of block log ratios, split into what each process brings along and what single pairs scatter.
///
/// With b pairs a block, σ² = between² + within² / b: more pairs lessen the second part alone, fresh processes both.
package struct NoiseParts: Equatable, Sendable {
    /// Of the log ratio of two processes, however many pairs they answer.
    package let between: Double
    /// Of the log ratio of a block of a single pair, between the same two processes.
    package let within: Double

    package init(between: Double, within: Double) {
        self.between = between
        self.within = within
    }

    /// From blocks of `pairs` pairs each.
    ///
    /// - Parameters:
    ///   - ratios: The log ratio of each block.
    ///   - halves: The log ratios of the first and of the second half of each block. Their difference knows nothing of the
    ///     processes: its variance is 4·within² / pairs.
    /// - Throws: ``StatisticsError`` below four blocks, or where a number is not finite.
    package init(ratios: [Double], halves: [(Double, Double)], pairs: Int) throws(StatisticsError) {
        let whole = try robustDeviation(ratios)
        let difference = try robustDeviation(halves.map { $0.0 - $0.1 })
        let perPair = difference * difference * Double(pairs) / 4
        // What halves cannot explain comes from the processes; halves of few blocks may explain too much.
        let within = min(perPair, whole * whole * Double(pairs))
        self.init(
            between: max(0, whole * whole - within / Double(pairs)).squareRoot(), within: within.squareRoot())
    }

    /// σ of blocks of so many pairs.
    package func deviation(pairs: Int) -> Double {
        (between * between + within * within / Double(max(1, pairs))).squareRoot()
    }
}
