import GateModel
import Statistics

extension Distributions {
    /// Of one side or both, over the range that the bulk of either side takes; nil where there is not one value.
    ///
    /// A side's bulk is all that lies within three interquartile ranges of its quartiles (Tukey's outer fences). Where the
    /// quartiles are the same, it is the middle nine tenths.
    ///
    /// All values must be finite.
    ///
    /// - Parameter bounds: Limits that the range is stretched to where that at most doubles it.
    init?(
        _ scale: Judgement.Scale, baseline: [Double] = [], candidate: [Double] = [], bounds: [Double] = []
    ) {
        let sides = [baseline, candidate].filter { !$0.isEmpty }
        guard !sides.isEmpty else { return nil }
        let ranges = sides.map(bulk)
        let shared = ranges.dropFirst().reduce(ranges[0]) { range, other in
            min(range.lowerBound, other.lowerBound)...max(range.upperBound, other.upperBound)
        }
        let width = shared.upperBound - shared.lowerBound
        let near = bounds.filter { $0 >= shared.lowerBound - width && $0 <= shared.upperBound + width }
        let low = near.reduce(shared.lowerBound, min)
        let high = near.reduce(shared.upperBound, max)
        self.init(
            scale: scale, low: low, high: high, baseline: spread(baseline, low...high),
            candidate: spread(candidate, low...high))
    }
}

private func bulk(_ values: [Double]) -> ClosedRange<Double> {
    let sorted = values.sorted()
    let (first, third) = (sortedQuantile(sorted, 0.25), sortedQuantile(sorted, 0.75))
    guard third > first else { return sortedQuantile(sorted, 0.05)...sortedQuantile(sorted, 0.95) }
    let reach = 3 * (third - first)
    return max(sorted[0], first - reach)...min(sorted[sorted.count - 1], third + reach)
}

private func spread(_ values: [Double], _ range: ClosedRange<Double>) -> Distributions.Spread? {
    guard !values.isEmpty else { return nil }
    // Halves, so that no width overflows.
    let width = range.upperBound / 2 - range.lowerBound / 2
    var bins = [Int](repeating: 0, count: width > 0 ? Distributions.mostBins : 1)
    var below = 0
    var above = 0
    for value in values {
        if value < range.lowerBound {
            below += 1
        } else if value > range.upperBound {
            above += 1
        } else {
            let place = width > 0 ? (value / 2 - range.lowerBound / 2) / width * Double(bins.count) : 0
            bins[min(bins.count - 1, Int(place))] += 1
        }
    }
    return Distributions.Spread(below: below, bins: bins, above: above)
}
