import GateModel

/// One side's spread as a bar of block characters: `├──────▂▅█▆┃▂───┤`.
///
/// Heights are relative to the side's fullest bin. `┃` stands at the edge of bins that is nearest to a limit; an end is an
/// arrow where values lie beyond it.
struct DistributionBar {
    private let spread: Distributions.Spread
    /// Before which bins a limit stands, ascending.
    private let marks: [Int]

    /// Fewer columns than this have no room for bars beside numbers.
    static let leastColumns = 60

    private static let heights: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

    /// - Parameter bounds: in the unit of the distributions; what lies outside their range is not marked.
    init(_ spread: Distributions.Spread, in distributions: Distributions, bounds: [Double]) {
        self.spread = spread
        let (low, high) = (distributions.low, distributions.high)
        let width = high / 2 - low / 2
        marks = bounds.filter { width > 0 && $0 >= low && $0 <= high }
            .map { Int((($0 / 2 - low / 2) / width * Double(spread.bins.count)).rounded()) }
    }

    var text: String {
        var bar = spread.below > 0 ? "◂" : "├"
        let fullest = spread.bins.reduce(0, max)
        for (bin, count) in spread.bins.enumerated() {
            if marks.contains(bin) { bar.append("┃") }
            bar.append(character(count, of: fullest))
        }
        if marks.contains(spread.bins.count) { bar.append("┃") }
        return bar + (spread.above > 0 ? "▸" : "┤")
    }

    /// `2 above the bar`; empty where all values are in it.
    var outside: String {
        let parts = [(spread.below, "below"), (spread.above, "above")].filter { $0.0 > 0 }
        return parts.isEmpty
            ? "" : parts.map { "\($0.0) \($0.1)" }.joined(separator: ", ") + " the bar"
    }

    private func character(_ count: Int, of fullest: Int) -> Character {
        guard count > 0, fullest > 0 else { return "─" }
        let share = Double(count) / Double(fullest)
        let height = Int((share * Double(Self.heights.count)).rounded(.up))
        return Self.heights[min(Self.heights.count, max(1, height)) - 1]
    }
}

extension Judgement {
    /// The bars of both sides; nil for a side without one.
    var bars: (baseline: DistributionBar?, candidate: DistributionBar?) {
        guard let distributions = finding.distributions else { return (nil, nil) }
        let bar = { (spread: Distributions.Spread) in
            DistributionBar(spread, in: distributions, bounds: finding.bounds ?? [])
        }
        return (distributions.baseline.map(bar), distributions.candidate.map(bar))
    }
}
