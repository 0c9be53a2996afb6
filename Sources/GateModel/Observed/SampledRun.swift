/// Samples in blocks, and how they came about: what stages `baseline` and `regress` observe.
package struct SampledRun: Hashable, Sendable, Codable {
    package var samples: [Samples]
    /// Which input each pair of the samples had, of operations whose inputs a rule judges one by one.
    package var inputs: [OperationInputs] = []
    /// How many rows the answers had in which the samples of a count were taken; `metric` is the count. For a hint only.
    package var resultSizes: [Samples] = []
    /// Of counts that are compared pair by pair; of a count without any, one pair beyond a limit decides.
    package var repeatedCounts: [RepeatedCounts] = []
    /// Operations that were still getting faster when the warm-up had to end.
    package var unsettled: [Unsettled] = []
    /// The most blocks that the sequential design allows.
    package var maximumBlocks: Int
    /// How many of them most operations were expected to need; nil stands for all.
    package var plannedBlocks: Int?
    /// How many blocks, each with fresh processes, a pass of the typical start waits for, where they are cheap; nil stands for as
    /// many as its test needs.
    package var leastStarts: Int?
    /// Pairs of requests a block and operation, where they were chosen and not declared.
    package var pairs: Int?
    /// How many times the declared pairs each process group answered.
    package var roundsPerGroup = 1
    /// From the start of a pair of processes until both were ready, the median of all pairs; nil before the first.
    package var startSeconds: Double?
    /// What a block takes beside its measured pairs, start and warm-up included, and one pair of each operation: medians. Nil before
    /// the first block.
    package var blockCosts: BlockCosts?
    /// What earlier gates recorded of the baseline's noise, where stage `baseline` asked them; fewer blocks are then needed.
    package var recordedNoise: RecordedNoise?
    /// Of response times: blocks of the baseline against itself, measured after those of stage `regress` where the baseline
    /// had been slower than in stage `baseline`; nil where it had not.
    package var controls: [Samples]?
    /// Of stage `regress`, where the pipeline declares an anchor.
    package var anchor: AnchorRun?
    /// Nil where two revisions were measured side by side.
    package var oneSided: ComparisonSource?

    /// The most blocks where nothing is known that could plan them.
    package static let unplannedBlocks = 40

    package init(
        samples: [Samples] = [], maximumBlocks: Int = SampledRun.unplannedBlocks,
        oneSided: ComparisonSource? = nil
    ) {
        self.samples = samples
        self.maximumBlocks = maximumBlocks
        self.oneSided = oneSided
    }
}

/// Seconds of which the time of a block is made: `fixed` + pairs × `pair`.
package struct BlockCosts: Hashable, Sendable, Codable {
    package let fixed: Double
    package let pair: Double

    package init(fixed: Double, pair: Double) {
        self.fixed = fixed
        self.pair = pair
    }
}

/// That an operation was measured while its warm-up was not over.
package struct Unsettled: Hashable, Sendable, Codable {
    package let operation: String
    package let side: Side
    /// In how many blocks.
    package var blocks: Int

    package init(operation: String, side: Side, blocks: Int) {
        self.operation = operation
        self.side = side
        self.blocks = blocks
    }
}
