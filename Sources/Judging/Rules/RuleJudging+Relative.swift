import GateModel
import Statistics

extension RuleJudging {
    /// The sequential test over block log ratios (statistics.md, "Comparing with the baseline").
    ///
    /// - Parameter leans: Whether the estimate decides where the test does not.
    func relativeOutcome(
        _ rule: Rule, _ condition: Rule.Condition, _ samples: Samples, leans: Bool
    ) -> RuleOutcome {
        if rule.comparesMeans { return meanOutcome(rule, condition, samples, leans: leans) }
        var numbers = Judgement.Numbers(scale: .ratio)
        do throws(StatisticsError) {
            guard let blocks = try BlockRatioSeries(rule, condition, samples) else {
                let why = "blocks are compared by their mean, median or a percentile, with '<=' or '>='"
                return RuleOutcome(Inconclusive(.notEvaluated, why), numbers)
            }
            numbers.samples = blocks.size
            numbers.baseline = try blocks.level(of: samples.observed(.baseline))
            numbers.candidate = try blocks.level(of: samples.observed(.candidate))
            let outcome = try sequentialOutcome(blocks.margins)
            let deciding = outcome?.stoppedAt ?? blocks.margins.count
            let tolerated = try median(Array(blocks.tolerated.prefix(deciding)))
            numbers.bounds = numbers.baseline.map { [$0 * blocks.ratio(tolerated)] }
            numbers.distributions = Distributions(
                .unit(rule.metric.unit), baseline: samples.observed(.baseline).compactMap(\.value),
                candidate: samples.observed(.candidate).compactMap(\.value), bounds: numbers.bounds ?? [])
            numbers.evidence = try MarginEvidence(blocks.margins)
            numbers.flip = try flip(rule, condition, blocks, leans: leans)
            let starts = try judgedStarts(rule, blocks)
            if let starts, starts.isShown(among: stage.multiplicity) {
                return RuleOutcome(
                    .violation, numbers.ofSlowStarts(starts, blocks),
                    [.slowStarts(starts.counted, shown: true)])
            }
            guard let outcome else {
                numbers.estimate = blocks.ratio(try hodgesLehmannEstimate(blocks.margins) + tolerated)
                return RuleOutcome(undecided(after: blocks.margins.count), numbers)
            }
            numbers.estimate = blocks.ratio(outcome.estimate + tolerated)
            numbers.lower = outcome.lower.map { blocks.ratio($0 + tolerated) }
            numbers.upper = outcome.upper.map { blocks.ratio($0 + tolerated) }
            if blocks.isMirrored { swap(&numbers.lower, &numbers.upper) }
            try numbers.show(
                blocks, deciding: outcome.stoppedAt, limit: blocks.ratio(tolerated), confidence: confidence,
                samples, of: rule)
            let limit = blocks.ratio(tolerated) - 1
            let inForce = Note.limitInForce(change: limit, block: outcome.stoppedAt)
            switch outcome.verdict {
            case .pass:
                if try stillPasses(blocks.margins, since: outcome) {
                    if let why = starts?.doubt(
                        isLast: blocks.margins.count >= maximumBlocks, least: sampled.leastStarts,
                        among: stage.multiplicity)
                    {
                        return RuleOutcome(.inconclusive(why), numbers, [inForce])
                    }
                    numbers.starts = starts?.shown
                    let told = starts?.standingOut.map { [Note.slowStarts($0, shown: false)] } ?? []
                    return RuleOutcome(.pass, numbers, [inForce] + attemptNotes + told)
                }
                guard leans, blocks.margins.count >= maximumBlocks else {
                    return RuleOutcome(try noLongerPasses(outcome, blocks), numbers)
                }
                let estimate = try hodgesLehmannEstimate(blocks.margins)
                return RuleOutcome(try self.leaning(estimate, blocks.ratios), numbers, [.leaning])
            case .violation: return RuleOutcome(.violation, numbers, [inForce])
            case .inconclusive where leans:
                let ratios = Array(blocks.ratios.prefix(outcome.stoppedAt))
                return RuleOutcome(
                    try self.leaning(outcome.estimate, ratios), numbers,
                    [.limitInForce(change: limit, block: nil), .leaning])
            case .inconclusive:
                return RuleOutcome(
                    try undecided(blocks, outcome.stoppedAt, numbers).why(), numbers,
                    [.limitInForce(change: limit, block: nil)])
            }
        } catch {
            return RuleOutcome(Inconclusive(error), numbers)
        }
    }

    /// Of two revisions side by side; nil where both sides are of one.
    private func judgedStarts(_ rule: Rule, _ blocks: BlockRatioSeries) throws(StatisticsError)
        -> StartSpread?
    {
        guard rule.versus == nil, run.stage == .regress, sampled.oneSided == nil,
            blocks.ratios.count >= RuleJudging.leastBlocks
        else { return nil }
        return try StartSpread(blocks.ratios, tolerated: try median(blocks.tolerated))
    }

    /// The first look that decides is final, whatever blocks follow. Nil while more blocks may still decide.
    func sequentialOutcome(_ margins: [Double]) throws(StatisticsError) -> SequentialOutcome? {
        guard maximumBlocks >= RuleJudging.leastBlocks else { return nil }
        let test = try sequentialTest()
        do throws(StatisticsError) {
            return try test.decide(margins)
        } catch .tooFew {
            return nil
        } catch {
            throw error
        }
    }

    /// A pass has to hold on all blocks that were measured in the end: nine in ten of the wrong ones do not
    /// (statistics.md, "Comparing with the baseline").
    private func stillPasses(
        _ margins: [Double], since outcome: SequentialOutcome
    ) throws(StatisticsError) -> Bool {
        if margins.count == outcome.stoppedAt { return true }
        return try sequentialTest().passes(margins)
    }

    func noLongerPasses(_ stoppedAt: Int, _ blocks: Int) -> Verdict {
        .inconclusive(
            Inconclusive(
                blocks >= maximumBlocks ? .tooClose : .tooFewSamples,
                .blocks(.lostPass(at: stoppedAt, blocks: blocks, since: nil))))
    }

    private func noLongerPasses(
        _ outcome: SequentialOutcome, _ blocks: BlockRatioSeries
    ) throws(StatisticsError) -> Inconclusive {
        let all = blocks.margins.count
        let lost = { (since: Inconclusive.LostPass?) in
            Inconclusive.Detail.blocks(.lostPass(at: outcome.stoppedAt, blocks: all, since: since))
        }
        guard all >= maximumBlocks else { return Inconclusive(.tooFewSamples, lost(nil)) }
        let excess = try hodgesLehmannEstimate(blocks.margins)
        guard excess <= 0 else {
            let change = try blocks.ratio(excess + median(blocks.tolerated)) - 1
            return Inconclusive(.notSteady, lost(.beyond(change: change)))
        }
        var numbers = Judgement.Numbers(scale: .ratio)
        numbers.estimate = try blocks.ratio(excess + median(blocks.tolerated))
        let why = try undecided(blocks, all, numbers).why()
        return Inconclusive(why.reason, lost(.open(detail: why.detail)))
    }

    /// - Parameter numbers: Has the estimate and its interval.
    private func undecided(
        _ blocks: BlockRatioSeries, _ count: Int, _ numbers: Judgement.Numbers
    ) throws(StatisticsError) -> UndecidedComparison {
        let tolerated = try median(Array(blocks.tolerated.prefix(count)))
        return UndecidedComparison(
            ratios: Array(blocks.ratios.prefix(count)), tolerated: tolerated, change: numbers.estimate ?? 1,
            interval: (numbers.lower, numbers.upper), limit: blocks.ratio(tolerated),
            host: run.common.conditions?.disturbing)
    }

    /// That a pass was harder to get than at the first attempt.
    var attemptNotes: [Note] {
        run.common.attempt > 1 ? [.attempt(number: run.common.attempt, level: passLevel)] : []
    }

    /// Of each end of the interval: that of a pass is tested at alpha or less, that of a violation at a share of alpha.
    private var confidence: Double {
        1 - max(passLevel, violationLevel)
    }

    /// Of one test; the stage passes only where every rule does. Half as much with each attempt.
    var passLevel: Double {
        (1..<run.common.attempt).reduce(RuleJudging.alpha) { level, _ in level / 2 }
    }

    /// Of one test: all judgements of the stage share it out.
    var violationLevel: Double { RuleJudging.alpha / Double(stage.multiplicity) }

    func sequentialTest() throws(StatisticsError) -> SequentialRatioTest {
        try tests.test(design(judgements: stage.multiplicity))
    }

    func undecided(after blocks: Int) -> Inconclusive {
        Inconclusive(
            .tooFewSamples,
            .blocks(
                .undecided(
                    blocks: blocks, most: maximumBlocks,
                    least: blocks < sampled.leastBlocks ? sampled.leastBlocks : nil)))
    }

    /// Where the verdict turns, over all blocks that were measured.
    private func flip(
        _ rule: Rule, _ condition: Rule.Condition, _ blocks: BlockRatioSeries, leans: Bool
    ) throws(StatisticsError) -> LimitSensitivity? {
        guard maximumBlocks >= RuleJudging.leastBlocks, blocks.ratios.count >= RuleJudging.leastBlocks else {
            return nil
        }
        let test = try sequentialTest()
        let levels = blocks.levels
        let limits = condition.movableLimits(at: try median(levels), rule.metric.unit)
        return .at(
            try limits.map { limit throws(StatisticsError) in
                let position = { (first: Int, second: Int) in
                    limit.position(
                        sum: blocks.ratios[first] + blocks.ratios[second], levels[first], levels[second])
                }
                let strict = test.turningLimits(
                    blocks: blocks.ratios.count, isCheckedAgain: true, position)
                return limit.threshold(
                    leans && blocks.ratios.count >= maximumBlocks
                        ? try leaningLimits(strict, blocks, position) : strict)
            })
    }

    /// Between the two limits the estimate decides, if it shows any effect at all.
    private func leaningLimits(
        _ strict: TurningLimits, _ blocks: BlockRatioSeries, _ position: (Int, Int) -> Double
    ) throws(StatisticsError) -> TurningLimits {
        let ratios = Array(blocks.ratios.prefix(maximumBlocks))
        guard try LeaningDecision(estimate: 1, logRatios: ratios).verdict == .violation else {
            return TurningLimits(at: strict.violation)
        }
        let positions = ratios.indices.flatMap { second in
            (0...second).map { first in position(first, second) }
        }
        // Infinite ones, within any limit, sort like others and are no middle of their own.
        let middle = sortedQuantile(positions.sorted(), 0.5)
        return TurningLimits(at: min(max(middle, strict.violation), strict.pass))
    }

    /// - Parameter estimate: Of the margins, above 0 beyond the limit.
    private func leaning(_ estimate: Double, _ ratios: [Double]) throws(StatisticsError) -> Verdict {
        switch try LeaningDecision(estimate: estimate, logRatios: ratios).verdict {
        case .pass: return .pass
        case .violation: return .violation
        }
    }
}

extension Judgement.Numbers {
    /// The slow starts in place of the typical one, which is within the limit or undecided.
    fileprivate func ofSlowStarts(_ starts: StartSpread, _ blocks: BlockRatioSeries) -> Judgement.Numbers {
        var numbers = self
        numbers.estimate = blocks.ratio(starts.slowRatio)
        numbers.lower = nil
        numbers.upper = nil
        numbers.flip = .never(.singleStarts)
        return numbers
    }
}
