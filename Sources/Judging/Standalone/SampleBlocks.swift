import GateModel

/// Samples that were taken without blocks, cut into blocks in the order they stand in.
///
/// Where a report tells processes apart and there are at least eight, no process is divided: they are what varies
/// independently. There are at least 8 blocks of up to 10 values; of more than ten times the most blocks each block
/// has more, up to 250.
struct SampleBlocks {
    let blocks: [[Double]]

    /// Whether every block is of processes of its own.
    let hasProcesses: Bool

    static let least = 8
    static let usualSize = 10

    /// The statistic takes all pairs of a block: 250² is quick, and more gain nothing.
    static let largestSize = 250

    /// How many blocks two series of samples make; below 8 they are too few.
    ///
    /// - Parameter size: Values that are enough for a block.
    static func count(_ series: [[[Double]]], atMost maximum: Int, size: Int = usualSize) -> Int {
        let fewest = series.map { units($0, among: series).count }.min() ?? 0
        let perBlock = min(max(1, fewest / least), size)
        return min(fewest / perBlock, maximum)
    }

    /// - Parameters:
    ///   - series: Of all sides, which are cut alike.
    ///   - most: Values of a block; those after them are left out.
    init(
        _ processes: [[Double]], into count: Int, among series: [[[Double]]], most: Int = largestSize
    ) {
        hasProcesses = SampleBlocks.keepsProcesses(series)
        let units = SampleBlocks.units(processes, among: series)
        blocks = (0..<count).map { block in
            let range = (units.count * block / count)..<(units.count * (block + 1) / count)
            return Array(units[range].joined().prefix(most))
        }
    }

    var size: SampleSize {
        let sizes = blocks.map(\.count)
        guard let least = sizes.min(), let most = sizes.max() else { return .blocks(count: 0) }
        return .sizedBlocks(count: blocks.count, least: least, most: most)
    }

    /// What is never divided: processes, else single values.
    private static func units(_ processes: [[Double]], among series: [[[Double]]]) -> [[Double]] {
        keepsProcesses(series) ? processes : processes.flatMap { $0 }.map { [$0] }
    }

    private static func keepsProcesses(_ series: [[[Double]]]) -> Bool {
        !series.isEmpty && series.allSatisfy { $0.count >= least }
    }
}
