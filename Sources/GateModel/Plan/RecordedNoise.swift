/// How much blocks of the baseline against itself differed in earlier gates, by the same pipeline file on the same kind of
/// host.
///
/// It stands in the evidence of the gate that used it, so that the decision can be judged again without the log.
package struct RecordedNoise: Hashable, Sendable, Codable {
    /// The entries whose evidence it comes from, the newest first.
    package let sources: [Source]
    /// How many times the declared pairs each process group answered.
    package let roundsPerGroup: Int
    package let series: [Series]

    package init(sources: [Source], roundsPerGroup: Int, series: [Series]) {
        self.sources = sources
        self.roundsPerGroup = roundsPerGroup
        self.series = series
    }

    /// One entry of the log.
    package struct Source: Hashable, Sendable, Codable {
        package let index: Int
        /// The hash of its leaf, in hexadecimal digits.
        package let leaf: String
        /// How many blocks are its own.
        package let blocks: Int

        package init(index: Int, leaf: String, blocks: Int) {
            self.index = index
            self.leaf = leaf
            self.blocks = blocks
        }
    }

    /// What one rule of `regress` would have compared on one operation.
    package struct Series: Hashable, Sendable, Codable {
        /// The rule's id, or `steadiness`: of the medians of an operation's response times, whatever rules there are.
        package let rule: String
        /// Nil for the service as a whole.
        package let operation: String?
        /// Log ratios of the blocks, those of the newest gate first; above 0 the second process was worse.
        package let ratios: [Double]
        /// The deviation of the log ratio of a block of a single pair, between the same two processes.
        package let within: Double
        /// Pairs of a block.
        package let pairs: Int

        package init(rule: String, operation: String?, ratios: [Double], within: Double, pairs: Int) {
            self.rule = rule
            self.operation = operation
            self.ratios = ratios
            self.within = within
            self.pairs = pairs
        }
    }

    package var blocks: Int { sources.reduce(0) { $0 + $1.blocks } }

    package func series(of rule: String, on operation: String?) -> Series? {
        series.first { $0.rule == rule && $0.operation == operation }
    }

    /// `entries 12 and 9`
    package var sourcesText: String { Self.text(ofEntries: sources.map(\.index)) }

    /// `entry 9`, `entries 12 and 9`
    package static func text(ofEntries indices: [Int]) -> String {
        let names = indices.map(String.init)
        guard names.count > 1, let last = names.last else { return "entry \(names.first ?? "")" }
        return "entries \(names.dropLast().joined(separator: ", ")) and \(last)"
    }
}
