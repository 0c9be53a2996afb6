import GateModel

/// One side's spread as a bar of block characters: `├──────▂▅█▆┃▂───┤`.
///
/// Heights are relative to the side's fullest bin. `┃` stands at the edge of bins that is nearest to a limit, `[` and `]` at
/// those nearest to the ends of an interval; an end is an arrow where values lie beyond it.
struct DistributionBar {
    private let spread: Distributions.Spread
    /// Before which bins a limit or an end stands, ascending.
    private let marks: [(bin: Int, sign: Character)]

    /// Fewer columns than this have no room for bars beside numbers.
    static let leastColumns = 60

    private static let heights: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

    /// - Parameters:
    ///   - bounds: in the unit of the distributions; what lies outside their range is not marked.
    ///   - interval: its two ends, in the same unit; nil for one that is infinite.
    init(
        _ spread: Distributions.Spread, in distributions: Distributions, bounds: [Double],
        interval: (lower: Double?, upper: Double?) = (nil, nil)
    ) {
        self.spread = spread
        let (low, high) = (distributions.low, distributions.high)
        let width = high / 2 - low / 2
        let places =
            bounds.map { ($0, Character("┃")) } + [interval.lower].compactMap { $0 }.map { ($0, "[") }
            + [interval.upper].compactMap { $0 }.map { ($0, "]") }
        marks = places.filter { width > 0 && $0.0 >= low && $0.0 <= high }.sorted { $0.0 < $1.0 }.map {
            (Int((($0.0 / 2 - low / 2) / width * Double(spread.bins.count)).rounded()), $0.1)
        }
    }

    var text: String {
        var bar = spread.below > 0 ? "◂" : "├"
        let fullest = spread.bins.reduce(0, max)
        for (bin, count) in spread.bins.enumerated() {
            bar += signs(before: bin)
            bar.append(character(count, of: fullest))
        }
        bar += signs(before: spread.bins.count)
        return bar + (spread.above > 0 ? "▸" : "┤")
    }

    /// `2 above the bar`; empty where all values are in it.
    var outside: String {
        let parts = [(spread.below, "below"), (spread.above, "above")].filter { $0.0 > 0 }
        return parts.isEmpty
            ? "" : parts.map { "\($0.0) \($0.1)" }.joined(separator: ", ") + " the bar"
    }

    /// A limit and an end of the interval both, where they stand at one edge; two limits there are one sign.
    private func signs(before bin: Int) -> String {
        var signs = ""
        for mark in marks where mark.bin == bin && signs.last != mark.sign { signs.append(mark.sign) }
        return signs
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
        guard let distributions = numbers.distributions else { return (nil, nil) }
        let bar = { (spread: Distributions.Spread) in
            DistributionBar(spread, in: distributions, bounds: numbers.bounds ?? [])
        }
        return (distributions.baseline.map(bar), distributions.candidate.map(bar))
    }

    /// Of the ratios that the verdict rests on, with the limit and the interval in it.
    var ratioBar: DistributionBar? {
        guard let ratios = numbers.blockRatios, let spread = ratios.candidate else { return nil }
        return DistributionBar(
            spread, in: ratios, bounds: limitRatio.map { [$0] } ?? [],
            interval: (numbers.lower, numbers.upper))
    }

    /// The limit as candidate / baseline.
    private var limitRatio: Double? {
        guard let baseline = numbers.baseline, baseline > 0, numbers.bounds?.count == 1 else { return nil }
        return numbers.bounds.map { $0[0] / baseline }
    }
}
