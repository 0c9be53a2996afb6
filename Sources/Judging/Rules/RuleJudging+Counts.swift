import GateModel
import Statistics

extension RuleJudging {
    /// Counts that repeat are compared pair by pair, exactly: the same input gives the same count again. Where a few differ
    /// by chance, the pairs that differ are compared; where many do, the rule has to tolerate a change, and intervals are.
    ///
    /// Of a baseline that counts nothing any increase is one.
    func countOutcome(_ rule: Rule, _ condition: Rule.Condition, _ samples: Samples) -> RuleOutcome {
        let differing = repetitionsThatDiffer(rule.metric, samples.operation)
        let isNothing = samples.observed(.baseline).allSatisfy { $0.value == 0 }
        guard differing > 0, !isNothing else { return exactOutcome(rule, condition, samples) }
        let repetitions = repetitions(rule.metric, samples.operation)
        if condition.hasDirection, isByChance(differing, of: repetitions) {
            return signOutcome(
                rule, condition, samples, .repetitions(differing: differing, of: repetitions))
        }
        if condition.isZeroChange {
            let why = Inconclusive(.notRepeatable, .pairs(.countsDiffer(times: differing)))
            return RuleOutcome(why, Judgement.Numbers(scale: .unit(.count)))
        }
        var outcome = relativeOutcome(rule, condition, samples, leans: rule.onInconclusive == .lean)
        outcome.notes.append(.comparedByIntervals(differing: differing))
        return outcome
    }

    private func exactOutcome(
        _ rule: Rule, _ condition: Rule.Condition, _ samples: Samples
    ) -> RuleOutcome {
        let repeated = sampled.repeatedCounts.first {
            $0.metric == samples.metric && $0.operation == samples.operation
        }
        let confirmed = repeated.map { repeated in
            Set(repeated.pairs.filter { rule.isConfirmed(by: $0.again) }.map { [$0.block, $0.pair] })
        }
        let blocks = samples.blocks.enumerated().map { index, block in
            zip(block.baseline.compactMap(\.value), block.candidate.compactMap(\.value)).enumerated().map {
                place, counts in
                var pair = CountPair(condition, baseline: counts.0, candidate: counts.1)
                // Without repetitions each pair stands for itself.
                pair.isConfirmed = confirmed?.contains([index, place]) ?? true
                return pair
            }
        }
        let pairs = blocks.flatMap { $0 }
        var numbers = Judgement.Numbers(scale: .unit(.count), samples: .pairs(count: pairs.count))
        do throws(StatisticsError) {
            numbers.baseline = try mean(pairs.map(\.baseline))
            numbers.candidate = try mean(pairs.map(\.candidate))
            numbers.estimate = try mean(pairs.map { $0.candidate - $0.baseline })
        } catch {
            return RuleOutcome(Inconclusive(error), numbers)
        }
        numbers.bounds = condition.bounds(at: numbers.baseline)?.map(\.value)
        numbers.distributions = Distributions(
            .unit(.count), baseline: pairs.map(\.baseline), candidate: pairs.map(\.candidate),
            bounds: numbers.bounds ?? [])
        let isEnough = samples.blocks.count >= RuleJudging.leastBlocks
        numbers.flip = flip(rule, condition, pairs, level: numbers.baseline, canPass: isEnough)
        let beyond = pairs.filter { !$0.holds }
        if let worst = beyond.filter(\.isConfirmed).max(by: { $0.excess < $1.excess }) {
            let note = Note.pairsBeyond(
                count: beyond.count, of: pairs.count, baseline: worst.baseline, candidate: worst.candidate,
                again: repeated != nil)
            return RuleOutcome(.violation, numbers, [note])
        }
        if !beyond.isEmpty { return unconfirmed(rule, condition, samples, beyond.count) }
        guard isEnough else { return RuleOutcome(undecided(after: samples.blocks.count), numbers) }
        return RuleOutcome(.pass, numbers, [.comparedByPairs])
    }

    /// Counts that were beyond the limit, and not again for the same input.
    private func unconfirmed(
        _ rule: Rule, _ condition: Rule.Condition, _ samples: Samples, _ beyond: Int
    ) -> RuleOutcome {
        guard condition.hasDirection else {
            return RuleOutcome(
                Inconclusive(.notRepeatable, .pairs(.unconfirmedCounts(count: beyond))),
                Judgement.Numbers(scale: .unit(.count)))
        }
        return signOutcome(rule, condition, samples, .unconfirmed)
    }

    /// The worst pair decides, whichever that is at another limit.
    private func flip(
        _ rule: Rule, _ condition: Rule.Condition, _ pairs: [CountPair], level: Double?, canPass: Bool
    ) -> LimitSensitivity? {
        guard pairs.allSatisfy({ $0.baseline >= 0 }) else { return nil }
        return .at(
            condition.movableLimits(at: level, rule.metric.unit).map { limit in
                let worst = pairs.reduce(-.infinity) {
                    max($0, limit.position(allowing: $1.candidate, at: $1.baseline))
                }
                return limit.threshold(
                    TurningLimits(pass: canPass ? worst : .infinity, violation: worst))
            })
    }

    /// Up to this share of pairs may differ by chance, and up to this share of pairs beyond the limit is none.
    private static let chanceShare = 0.01

    /// Pairs beyond the limit for the worse against those as far beyond it for the better: by chance there are as many of
    /// one as of the other. A pass needs those for the worse to be shown to be fewer than one in a hundred.
    private func signOutcome(
        _ rule: Rule, _ condition: Rule.Condition, _ samples: Samples, _ chance: Note.CountChance
    ) -> RuleOutcome {
        var numbers = Judgement.Numbers(scale: .unit(.count))
        let blocks = samples.blocks.map { block in
            zip(block.baseline.compactMap(\.value), block.candidate.compactMap(\.value)).map {
                CountSign(condition, baseline: $0, candidate: $1)
            }
        }
        do throws(StatisticsError) {
            let pairs = blocks.flatMap { $0 }
            numbers.samples = .pairs(count: pairs.count)
            numbers.baseline = try mean(samples.observed(.baseline).compactMap(\.value))
            numbers.candidate = try mean(samples.observed(.candidate).compactMap(\.value))
            numbers.bounds = condition.bounds(at: numbers.baseline)?.map(\.value)
            let (worse, better) = (pairs.count { $0 == .worse }, pairs.count { $0 == .better })
            let note = Note.pairsByChance(
                worse: worse, better: better, of: pairs.count, chance: chance)
            guard blocks.count >= RuleJudging.leastBlocks, maximumBlocks >= RuleJudging.leastBlocks else {
                return RuleOutcome(undecided(after: blocks.count), numbers, [note])
            }
            let signs = try BoundSequence(try sequentialTest(), blocks: blocks.count) {
                levels throws(StatisticsError) in
                try CountSign.bounds(Array(blocks.prefix(levels.blocks)), levels)
            }
            let outcome = signs.outcome(
                isWithin: { $0 < RuleJudging.chanceShare }, isBeyond: { $0 > 0.5 })
            let why = Inconclusive(.tooClose, .pairs(.chance(worse: worse, of: pairs.count)))
            let verdict = verdict(outcome, blocks.count, why)
            return RuleOutcome(verdict, numbers, [note] + (verdict == .pass ? attemptNotes : []))
        } catch {
            return RuleOutcome(Inconclusive(error), numbers)
        }
    }

    /// Whether it is not shown, at level .1, that more than a few differ.
    private func isByChance(_ differing: Int, of repetitions: Int) -> Bool {
        do throws(StatisticsError) {
            return try ProportionBounds(failures: differing, of: repetitions, alpha: 0.1).lower
                <= RuleJudging.chanceShare
        } catch {
            return false
        }
    }

    /// How often the baseline, against itself, gave two counts for one input. 0 also where nobody asked it.
    func repetitionsThatDiffer(_ metric: Metric, _ operation: String?) -> Int {
        baselineBlocks(metric, operation).reduce(0) { sum, block in
            sum + zip(block.baseline, block.candidate).count { $0 != $1 }
        }
    }

    private func repetitions(_ metric: Metric, _ operation: String?) -> Int {
        baselineBlocks(metric, operation).reduce(0) { $0 + min($1.baseline.count, $1.candidate.count) }
    }

    private func baselineBlocks(_ metric: Metric, _ operation: String?) -> [Block] {
        let baseline = ([run] + earlier).lazy.compactMap(\.baseline).first
        return baseline?.samples(of: metric, on: operation)?.blocks ?? []
    }
}

/// The counts of one input on both sides.
struct CountPair {
    let baseline: Double
    let candidate: Double
    let holds: Bool
    /// Whether it counted the same when it was repeated, if it was.
    var isConfirmed = true
    /// How far beyond what its own baseline allows.
    let excess: Double

    init(_ condition: Rule.Condition, baseline: Double, candidate: Double) {
        self.baseline = baseline
        self.candidate = candidate
        let bounds = condition.bounds(at: baseline) ?? []
        holds = !bounds.isEmpty && bounds.allSatisfy { $0.holds(candidate) }
        excess = bounds.reduce(-.infinity) { max($0, $1.excess(of: candidate)) }
    }
}

/// On which side of a limit a pair lies, where each side may have been the other.
private enum CountSign {
    case worse
    case better
    case neither

    init(_ condition: Rule.Condition, baseline: Double, candidate: Double) {
        if !CountPair(condition, baseline: baseline, candidate: candidate).holds {
            self = .worse
        } else if !CountPair(condition, baseline: candidate, candidate: baseline).holds {
            self = .better
        } else {
            self = .neither
        }
    }

    /// Below: of the share for the worse among pairs on either side, one half by chance. Above: of the share of all pairs
    /// that are for the worse.
    static func bounds(_ blocks: [[CountSign]], _ levels: LookLevels) throws(StatisticsError)
        -> EstimateBounds
    {
        let worse = blocks.map { block in block.count { $0 == .worse } }
        let all = try ClusteredShare(failures: worse, sizes: blocks.map(\.count)).bounds(levels)
        let decided = blocks.joined().count { $0 != .neither }
        guard decided > 0 else {
            return EstimateBounds(estimate: all.estimate, lower: 0, upper: all.upper)
        }
        let signs = try ProportionBounds(failures: worse.reduce(0, +), of: decided, alpha: levels.below)
        return EstimateBounds(estimate: all.estimate, lower: signs.lower, upper: all.upper)
    }
}

extension Rule.Condition {
    /// Whether only one direction is worse; of `==` a difference by chance cannot be told from any other.
    fileprivate var hasDirection: Bool {
        if case .compare(let comparison, _, _) = self { comparison != .equal } else { false }
    }

    /// `<= +0`: tolerates nothing, so an interval can never show it.
    fileprivate var isZeroChange: Bool {
        guard case .compare(_, let limit, let other) = self else { return false }
        return [limit, other ?? limit].allSatisfy { $0 == .relativeAmount(0) || $0 == .relativeShare(0) }
    }
}
