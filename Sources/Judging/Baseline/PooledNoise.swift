package import GateModel
import Statistics

/// How recorded noise and a few fresh blocks together stand for the blocks that stage `baseline` measures where nothing is
/// recorded.
///
/// The noise plans `regress` and tells whether it could show anything; no comparison rests on it. So fresh blocks that are few
/// have to show only that the recorded noise is still about right: their variance is not shown to be larger, at level .05
/// for all comparisons together. Where it is, as many blocks are measured as without a record.
package enum PooledNoise {
    /// Fresh blocks beside recorded ones.
    package static let freshBlocks = 4

    /// Blocks that a record has at least, and those that it keeps of the newest gates.
    static let recordedBlocks = 8...24

    /// Of all comparisons together.
    static let level = 0.05

    /// Who declares more cycles wants them measured, whatever is recorded.
    static let mostCycles = 5

    /// In place of a rule's id: the blocks' median response times, which tell whether process pairs are steady.
    static let steadiness = "steadiness"

    /// What the looks of the stage's own rules are planned for, from the fresh blocks on.
    package static let plannedBlocks = 20
}

extension Stage {
    /// Whether it may measure fewer blocks where earlier gates recorded the noise.
    package var takesRecordedNoise: Bool {
        if case .baseline(let cycles) = kind { cycles <= PooledNoise.mostCycles } else { false }
    }
}

extension SampledRun {
    /// Whether recorded noise stands for most of the blocks that stage `baseline` would have.
    var isShort: Bool {
        recordedNoise != nil && (samples.map(\.blocks.count).max() ?? 0) < RuleJudging.leastBlocks
    }

    /// Fewer blocks let nothing be shown.
    var leastBlocks: Int {
        recordedNoise == nil ? RuleJudging.leastBlocks : PooledNoise.freshBlocks
    }

    /// The parts of the noise that blocks show of a rule, with those that earlier gates recorded where there are too few of its
    /// own, and what the rule tolerates as a share; nil where blocks are no comparison.
    func noise(
        of rule: Rule, _ operation: String?, _ samples: Samples
    ) throws(StatisticsError) -> (parts: NoiseParts, tolerance: Double)? {
        guard let own = try noiseParts(rule, samples) else { return nil }
        guard let series = recordedSeries(rule, operation, samples) else { return (own.parts, own.tolerance) }
        let ratios = own.ratios + series.ratios
        let parts = NoiseParts(
            whole: try blockDeviation(rule, ratios),
            within: pooledDeviation(
                (own.parts.within, own.ratios.count), (series.within, series.ratios.count)),
            pairs: own.parts.pairs, blocks: ratios.count)
        return (parts, own.tolerance)
    }

    /// The recorded blocks of a rule, where its own are too few and comparable.
    func recordedSeries(_ rule: Rule, _ operation: String?, _ samples: Samples) -> RecordedNoise.Series? {
        guard isShort, let noise = recordedNoise, noise.roundsPerGroup == roundsPerGroup,
            let series = noise.series(of: rule.id, on: operation), series.pairs == samples.pairsOfBlocks
        else { return nil }
        return series
    }

    /// Whether fresh blocks scatter more than the recorded ones.
    func contradicts(_ series: RecordedNoise.Series, _ ratios: [Double]) throws(StatisticsError) -> Bool {
        let comparisons = recordedNoise?.series.count { $0.rule != PooledNoise.steadiness } ?? 1
        return try VarianceRatioTest(ratios, against: series.ratios).pValue
            < PooledNoise.level / Double(max(1, comparisons))
    }

    /// The recorded blocks of an operation's response times, gate by gate, the newest first; nil where there are none to pool.
    func recordedSteadiness(_ samples: Samples) -> [[Double]]? {
        guard isShort, let noise = recordedNoise,
            let series = noise.series(of: PooledNoise.steadiness, on: samples.operation)
        else { return nil }
        var left = series.ratios[...]
        return noise.sources.map { source in
            defer { left = left.dropFirst(source.blocks) }
            return Array(left.prefix(source.blocks))
        }
    }
}

extension RecordedNoise {
    /// What a gate leaves to those after it: its own blocks of the baseline against itself, and the newest of those that it
    /// had from earlier gates, unless it had to measure as many by itself.
    ///
    /// Nil where they are too few, or a comparison of `regress` is not among them.
    package init?(of run: StageRun, for regress: Stage, index: Int, leaf: String) {
        guard run.common.failure == nil, let run = run.baseline, run.oneSided == nil else { return nil }
        var own = 0
        var series: [Series] = []
        for rule in regress.rules where rule.isComparedByIntervals {
            for operation in rule.namedOperations {
                let found: Series?
                do throws(StatisticsError) {
                    found = try run.series(rule, operation, own: &own)
                } catch {
                    found = nil
                }
                if let found { series.append(found) } else if rule.toleratesWorse { return nil }
            }
        }
        // Where a stage measures no times there is nothing to be steady.
        series += run.samples.compactMap { samples in
            guard samples.metric == Metric.BuiltIn.responseTime.rawValue else { return nil }
            do throws(StatisticsError) {
                let ratios =
                    try samples.medianLogRatios + (run.recordedSteadiness(samples) ?? []).flatMap { $0 }
                return Series(
                    rule: PooledNoise.steadiness, operation: samples.operation,
                    ratios: Array(ratios.prefix(PooledNoise.recordedBlocks.upperBound)), within: 0,
                    pairs: samples.pairsOfBlocks)
            } catch {
                return nil
            }
        }
        let kept = run.isShort ? run.recordedNoise?.sources ?? [] : []
        guard let blocks = series.map(\.ratios.count).min(), blocks >= PooledNoise.recordedBlocks.lowerBound
        else { return nil }
        var left = PooledNoise.recordedBlocks.upperBound
        let sources = ([Source(index: index, leaf: leaf, blocks: own)] + kept).compactMap {
            source -> Source? in
            let blocks = min(source.blocks, left)
            left -= blocks
            return blocks > 0 ? Source(index: source.index, leaf: source.leaf, blocks: blocks) : nil
        }
        self.init(sources: sources, roundsPerGroup: run.roundsPerGroup, series: series)
    }
}

extension SampledRun {
    /// Nil where blocks are no comparison.
    ///
    /// - Parameter own: Becomes the number of its own blocks.
    fileprivate func series(
        _ rule: Rule, _ operation: String?, own count: inout Int
    ) throws(StatisticsError) -> RecordedNoise.Series? {
        guard let samples = comparedSamples(rule, operation), let own = try noiseParts(rule, samples) else {
            return nil
        }
        count = own.ratios.count
        let earlier = recordedSeries(rule, operation, samples)
        let ratios = own.ratios + (earlier?.ratios ?? [])
        return RecordedNoise.Series(
            rule: rule.id, operation: operation,
            ratios: Array(ratios.prefix(PooledNoise.recordedBlocks.upperBound)),
            within: pooledDeviation(
                (own.parts.within, own.ratios.count), (earlier?.within ?? 0, earlier?.ratios.count ?? 0)),
            pairs: own.parts.pairs)
    }
}

extension Samples {
    /// Of the block that has fewest.
    var pairsOfBlocks: Int { blocks.map { min($0.baseline.count, $0.candidate.count) }.min() ?? 0 }
}

/// Of two deviations, each of so many blocks.
private func pooledDeviation(
    _ one: (deviation: Double, blocks: Int), _ other: (deviation: Double, blocks: Int)
)
    -> Double
{
    let squares =
        one.deviation * one.deviation * Double(one.blocks)
        + other.deviation * other.deviation * Double(other.blocks)
    return (squares / Double(max(1, one.blocks + other.blocks))).squareRoot()
}
