import Statistics

/// The tables of statistics.md that follow from the design alone, beside what this code makes of them.
enum DesignTable {
    private static let critical: [(most: Int, published: [Int])] = [
        (40, [0, 7, 21, 43, 72, 109, 153, 206, 266]), (20, [2, 11, 29, 54]),
    ]

    /// Normal margins of such a mean, in deviations, and at most forty blocks.
    private static let power: [(ratio: Double, share: String, blocks: String)] = [
        (0.25, ".39", "34.9"), (0.4, ".74", "29.2"), (0.6, ".96", "21.5"), (1, "1.00", "13.3"),
        (2, "1.00", "8.7"),
    ]

    static func lines() throws(StatisticsError) -> [String] {
        var lines: [String] = []
        for (most, published) in critical {
            let looks = try GroupSequentialDesign(maximumBlocks: most, alpha: 0.05).looks
            lines.append("critical values of \(most) blocks: \(looks.map(\.criticalValue))")
            lines.append("statistics.md:                  \(published)")
        }
        lines.append(row(["mean / deviation", "shown", "statistics.md", "blocks", "statistics.md"]))
        let test = SequentialPower(try SequentialRatioTest(maximumBlocks: 40, alpha: 0.05))
        for (ratio, share, blocks) in power {
            let found = test.shares(mean: ratio, draws: 20_000)
            lines.append(
                row([
                    hundredths(ratio), hundredths(found.violation), share, tenths(found.blocks), blocks,
                ]))
        }
        return lines
    }
}
