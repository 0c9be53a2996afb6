package import GateModel
import Glibc
import Statistics

/// How much a comparison is going to measure, from the noise that the baseline showed against itself.
///
/// Rules of declared `pairs` or `blocks` keep them. A chosen number of pairs is the one by which the expected time is least:
/// more pairs lessen what single requests scatter, more blocks that and what each process brings along
/// (statistics.md, "Comparing with the baseline").
package struct ComparisonPlan: Hashable, Sendable {
    /// A block and operation.
    package let pairs: Int
    /// What most operations are expected to need.
    package let plannedBlocks: Int
    /// Where it ends undecided.
    package let maximumBlocks: Int

    private static let pairChoices = [10, 15, 25, 40, 60, 100, 150, Stage.Regress.mostPairs]
    /// As many are right for most where no noise is known: in simulations with 25 pairs eight of ten noise models leave at most
    /// 8 % of unchanged revisions undecided.
    private static let unknownPairs = 25

    package init(pairs: Int, plannedBlocks: Int, maximumBlocks: Int) {
        self.pairs = pairs
        self.plannedBlocks = plannedBlocks
        self.maximumBlocks = maximumBlocks
    }

    /// - Parameter earlier: Runs of the stages before; without one of `baseline` no noise is known.
    package init(for stage: Stage, after earlier: [StageRun]) {
        self.init(for: stage, noiseOf: earlier.lazy.compactMap(\.baseline).first)
    }

    /// - Parameter baseline: Blocks of one revision against itself; nil where no noise is known.
    init(for stage: Stage, noiseOf baseline: SampledRun?) {
        guard case .regress(let settings) = stage.kind else {
            self.init(
                pairs: Stage.Regress.usualPairs, plannedBlocks: SampledRun.unplannedBlocks,
                maximumBlocks: SampledRun.unplannedBlocks)
            return
        }
        guard let baseline else {
            let most = settings.blocks ?? SamplePlan.mostBlocks
            self.init(
                pairs: settings.pairs ?? ComparisonPlan.unknownPairs,
                plannedBlocks: settings.blocks ?? SampledRun.unplannedBlocks, maximumBlocks: most)
            return
        }
        let needs = ComparisonNeeds(of: stage, noiseOf: baseline)
        let pairs = settings.pairs ?? ComparisonPlan.cheapest(needs, baseline)
        let planned = settings.blocks ?? needs.blocks(pairs: pairs)
        self.init(
            pairs: pairs, plannedBlocks: planned,
            maximumBlocks: settings.blocks ?? max(planned, SamplePlan.mostBlocks))
    }

    /// The number of pairs by which the expected time is least; the least of several that are equal.
    private static func cheapest(_ needs: ComparisonNeeds, _ baseline: SampledRun) -> Int {
        // Where a process group answers its pairs several times over, the start is shared out already.
        guard baseline.roundsPerGroup == 1, let costs = baseline.blockCosts else { return unknownPairs }
        let choices = pairChoices.filter { $0 >= needs.leastPairs }
        let times = choices.map { pairs in
            needs.expectedSeconds(pairs: pairs, costs, startSeconds: baseline.startSeconds)
        }
        return zip(choices, times).min { $0.1 < $1.1 }?.0 ?? Stage.Regress.mostPairs
    }

    /// The same after the first look of the comparison, by its own noise as well: never fewer blocks.
    ///
    /// A host that has become restless since the baseline was measured gets more blocks. The deviation is taken around
    /// the blocks' own middle, so the plan does not see which way the candidate differs; and it is made before the first
    /// look, so that the test keeps its level (sample size re-estimation without unblinding: Gould, Statistics in Medicine
    /// 11, 1992).
    package func replanned(from run: SampledRun, for stage: Stage) -> ComparisonPlan {
        let needed = ComparisonNeeds(of: stage, noiseOf: run).blocks(pairs: pairs)
        return ComparisonPlan(
            pairs: pairs, plannedBlocks: max(plannedBlocks, needed), maximumBlocks: max(maximumBlocks, needed)
        )
    }
}

/// What the rules of a comparison need, by the noise of blocks that were measured.
struct ComparisonNeeds {
    /// Of each rule and operation that is compared by intervals, and whose noise is known.
    private var noises: [(parts: NoiseParts, tolerance: Double)] = []
    /// Samples that a percentile or a share of errors needs to pass at all.
    private var samples = 0
    /// A rule that is compared by intervals without known noise, or that tolerates nothing.
    private var isUnknown = false
    private let judgements: Int
    private let rounds: Int
    /// What the statistics of a block demand: a percentile of a block needs 100.
    private(set) var leastPairs = 1

    /// The noise of the operation that a quarter of them are above counts for the plan; the worst are decided by the blocks
    /// beyond it.
    private static let plannedShare = 0.75

    init(of stage: Stage, noiseOf run: SampledRun) {
        judgements = stage.multiplicity
        rounds = run.roundsPerGroup
        for rule in stage.rules {
            samples = max(samples, rule.leastSamples ?? 0)
            guard rule.isComparedByIntervals else { continue }
            if case .quantile(let share) = rule.statistic, share != 0.5 { leastPairs = 100 }
            for operation in rule.namedOperations {
                guard let noise = Self.noise(rule, operation, run) else {
                    isUnknown = true
                    continue
                }
                noises.append(noise)
            }
        }
    }

    /// Blocks of so many pairs with which most judgements are decided: from 24 to 96, fewer where groups answer in rounds.
    func blocks(pairs: Int) -> Int {
        let needs = noises.map { noise in
            needed(noise.parts.deviation(pairs: pairs, betweenShare: betweenShare), noise.tolerance)
        }.sorted()
        let typical =
            needs.isEmpty ? 0 : needs[Int((Double(needs.count - 1) * Self.plannedShare).rounded(.up))]
        let unknown = isUnknown ? SampledRun.unplannedBlocks : 0
        let counted = (samples / max(1, pairs * rounds) + 3) / 4 * 4
        let least = (SamplePlan.blocks.lowerBound / rounds + 3) / 4 * 4
        let decidable = SamplePlan.leastDecidableBlocks(alpha: RuleJudging.alpha, judgements: judgements)
        return min(
            max(typical, unknown, counted, least, decidable, RuleJudging.leastBlocks),
            SamplePlan.blocks.upperBound)
    }

    /// Of all operations together, since of one alone it is uncertain.
    private var betweenShare: Double {
        let variance = noises.reduce(0) { $0 + $1.parts.whole * $1.parts.whole }
        guard variance > 0 else { return 0 }
        let explained = noises.reduce(0) { $0 + $1.parts.within * $1.parts.within / Double($1.parts.pairs) }
        return max(0, 1 - explained / variance)
    }

    /// What the comparison takes on average: a sequential test stops after about half of what it is planned for, and an
    /// operation leaves when it is decided, so that only the start is paid in every block.
    ///
    /// - Parameter startSeconds: The part of a block's fixed time that does not lessen with the operations; nil: all of it.
    func expectedSeconds(pairs: Int, _ costs: BlockCosts, startSeconds: Double?) -> Double {
        let least = max(Double(RuleJudging.leastBlocks), Double(samples) / Double(max(1, pairs)))
        let needs = noises.map { noise in
            let ratio =
                noise.parts.deviation(pairs: pairs, betweenShare: betweenShare) / log1p(noise.tolerance)
            return max(least, 0.5 * SamplePlan.blocks(forRatio: ratio, judgements: judgements))
        }
        let longest = needs.max() ?? least
        let typical = needs.isEmpty ? least : needs.reduce(0, +) / Double(needs.count)
        let start = min(startSeconds ?? costs.fixed, costs.fixed)
        return longest * start + typical * (costs.fixed - start + Double(pairs) * costs.pair)
    }

    private func needed(_ sigma: Double, _ tolerance: Double) -> Int {
        do throws(StatisticsError) {
            return try SamplePlan.plannedBlocks(
                sigma: sigma, tolerance: tolerance, rounds: rounds, judgements: judgements)
        } catch {
            return SamplePlan.blocks.upperBound
        }
    }

    /// Nil where blocks say nothing of it: zeros, too few blocks, or a tolerance of nothing. The judgement says why.
    private static func noise(
        _ rule: Rule, _ operation: String?, _ run: SampledRun
    ) -> (parts: NoiseParts, tolerance: Double)? {
        guard let samples = run.comparedSamples(rule, operation) else { return nil }
        do throws(StatisticsError) {
            return try run.noise(of: rule, operation, samples)
        } catch {
            return nil
        }
    }
}

/// What blocks show of a rule: their log ratios, the parts of their noise, and what the rule tolerates as a share; nil where
/// blocks are no comparison.
func noiseParts(
    _ rule: Rule, _ samples: Samples
) throws(StatisticsError) -> (ratios: [Double], parts: NoiseParts, tolerance: Double)? {
    guard let series = try BlockRatioSeries(rule, rule.condition, samples) else { return nil }
    let tolerance = try series.tolerance
    guard tolerance > 0 else { return nil }
    let pairs = samples.pairsOfBlocks
    let within = pairs < 4 ? 0 : try withinDeviation(rule, samples, pairs)
    let parts = NoiseParts(
        whole: try blockDeviation(rule, series.ratios), within: within, pairs: pairs,
        blocks: series.ratios.count)
    return (series.ratios, parts, tolerance)
}

/// Of the blocks' log ratios; of a mean what is rare counts too.
func blockDeviation(_ rule: Rule, _ ratios: [Double]) throws(StatisticsError) -> Double {
    try rule.comparesMeans ? standardDeviation(ratios) : robustDeviation(ratios)
}

/// Of a single pair, from what the values of each block scatter among themselves.
private func withinDeviation(
    _ rule: Rule, _ samples: Samples, _ pairs: Int
) throws(StatisticsError) -> Double {
    guard rule.statistic == .median || rule.statistic == .quantile(0.5) else {
        // The two halves of a block share their processes: the variance of their difference is 4·within² / pairs.
        let halves = try [0, 1].map { half throws(StatisticsError) in
            try BlockRatioSeries(rule, rule.condition, samples.half(half))?.ratios ?? []
        }
        return try robustDeviation(zip(halves[0], halves[1]).map { $0 - $1 }) * Double(pairs).squareRoot() / 2
    }
    let variances = try samples.blocks.map { block throws(StatisticsError) in
        let error = try BlockRatios.medianError(
            baseline: block.baseline.compactMap(\.value), candidate: block.candidate.compactMap(\.value))
        return error * error * Double(block.candidate.count)
    }
    return try mean(variances).squareRoot()
}

extension Samples {
    /// Every block's first half of the pairs (0), or its second (1).
    fileprivate func half(_ which: Int) -> Samples {
        var half = self
        half.blocks = blocks.map { block in
            let middle = min(block.baseline.count, block.candidate.count) / 2
            let range = which == 0 ? 0..<middle : middle..<(2 * middle)
            return Block(baseline: Array(block.baseline[range]), candidate: Array(block.candidate[range]))
        }
        return half
    }
}

extension Rule {
    /// The requests a side that can show what the rule is about; nil where blocks are what counts.
    fileprivate var leastSamples: Int? {
        if comparesMeans { return metric.unit == .count ? nil : MeanSeries.leastRequests }
        if statistic == .tail { return RuleJudging.tailRequests }
        let needs = (condition.bounds(at: nil) ?? []).compactMap(allowedShare).map { share in
            Int(min(log(RuleJudging.lookAlpha) / log1p(-share), 1e6).rounded(.up))
        }
        return needs.max()
    }
}

extension Rule {
    /// Whether a test over block ratios judges it, whose noise the baseline tells.
    var isComparedByIntervals: Bool {
        switch statistic {
        case .tail, .worst, .warmup: false
        case nil, .mean, .median, .min, .max, .quantile, .peak, .steady, .growth, .retained, .rate, .exponent:
            condition.isRelative && (metric.unit != .count || versus != nil)
        }
    }

    /// Whether it lets the candidate be somewhat worse than the baseline; one that demands an improvement fails on the
    /// baseline itself, and one that compares two operations says nothing of the baseline.
    var toleratesWorse: Bool {
        guard versus == nil, isComparedByIntervals, let bound = condition.bounds(at: 1)?.first else {
            return false
        }
        return bound.excess(of: 1) < 0
    }

    /// The operations to judge it on; nil alone for the service as a whole.
    var namedOperations: [String?] { operations.isEmpty ? [nil] : operations }
}
