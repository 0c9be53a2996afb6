import JSON

/// What a verdict rests on, as data; `Reports` makes the words, and every case has its own as an example.
package enum SampleSize: Hashable, Sendable, TaggedCodable {
    /// `40 blocks`
    case blocks(count: Int)
    /// `40 blocks × 10`, or `40 blocks × 9 … 10` where they differ: observations of a block on either side.
    case sizedBlocks(count: Int, least: Int, most: Int)
    /// `8 blocks × 3 sizes × 10`: observations at each size of the data.
    case scaledBlocks(count: Int, sizes: Int, each: Int)
    /// `400 samples`
    case samples(count: Int)
    /// `400 samples in 40 blocks`
    case blockedSamples(count: Int, blocks: Int)
    /// `400 pairs`
    case pairs(count: Int)
    /// `12 inputs`
    case inputs(count: Int)
    /// `40 windows`
    case windows(count: Int)
    /// `3 processes`
    case processes(count: Int)
    /// `4 processes, and 14 of earlier gates`
    case pooledProcesses(count: Int, earlier: Int)
    /// `480 readings`
    case readings(count: Int)
    /// `4800 operations`: of one process.
    case operations(count: Int)
    /// `3 processes, 4800 operations`: of the one that decides.
    case processOperations(processes: Int, operations: Int)
    /// `3 processes, at most 4800 operations`
    case longestProcess(processes: Int, operations: Int)
    /// What the comparison of a contract says of itself: `12 operations`, `griffe 2.4.1`.
    case compared(what: OutsideText)

    private enum CodingKeys: String, CodingKey {
        case blocks
        case sizedBlocks = "sized-blocks"
        case scaledBlocks = "scaled-blocks"
        case samples
        case blockedSamples = "blocked-samples"
        case pairs, inputs, windows, processes
        case pooledProcesses = "pooled-processes"
        case readings, operations
        case processOperations = "process-operations"
        case longestProcess = "longest-process"
        case compared
    }
}
