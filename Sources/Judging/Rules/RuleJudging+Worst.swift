import GateModel
import Glibc
import Statistics

extension RuleJudging {
    /// Each input value by itself, since both sides were asked the very same: the sequential test over the blocks that had
    /// it, the violation side shared out among the inputs too (statistics.md, "Tails and inputs").
    ///
    /// A pass needs every input to pass, a violation one.
    func worstOutcome(_ rule: Rule, _ condition: Rule.Condition, _ samples: Samples) -> RuleOutcome {
        let nothing = Judgement.Numbers(scale: .ratio)
        guard let inputs = sampled.inputs(of: samples.operation) else {
            let why = "which input each request had was not recorded"
            return RuleOutcome(Inconclusive(.noSamples, why), nothing)
        }
        guard inputs.fits(samples) else {
            let why = "the recorded inputs do not belong to these blocks"
            return RuleOutcome(Inconclusive(.notEvaluated, why), nothing)
        }
        let parts = inputs.names.indices.map { (name: inputs.names[$0], samples: samples.of($0, inputs)) }
        do throws(StatisticsError) {
            let test = try tests.test(design(judgements: stage.multiplicity * parts.count))
            let found = try parts.map { part throws(StatisticsError) in
                try InputFinding(part.name, rule, condition, part.samples, test)
            }
            guard let worst = found.max(by: { $0.rank < $1.rank }) else {
                return RuleOutcome(Inconclusive(.noSamples, "no input was recorded"), nothing)
            }
            var numbers = Judgement.Numbers(scale: .ratio, samples: samples.size)
            worst.show(in: &numbers)
            numbers.distributions = Distributions(
                .unit(rule.metric.unit), baseline: worst.samples.observed(.baseline).compactMap(\.value),
                candidate: worst.samples.observed(.candidate).compactMap(\.value),
                bounds: numbers.bounds ?? [])
            numbers.flip = try flip(rule, condition, found, test)
            let note = Note.worstInput(
                name: OutsideText(worst.name), inputs: found.count, blocks: worst.blocks,
                of: samples.blocks.count)
            let verdict = try verdict(found, worst, samples.blocks.count)
            return RuleOutcome(verdict, numbers, [note] + (verdict == .pass ? attemptNotes : []))
        } catch {
            return RuleOutcome(Inconclusive(error), nothing)
        }
    }

    private func verdict(
        _ found: [InputFinding], _ worst: InputFinding, _ blocks: Int
    ) throws(StatisticsError) -> Verdict {
        if found.contains(where: { $0.outcome?.verdict == .violation }) { return .violation }
        let open = found.filter { !$0.passes }
        guard !open.isEmpty else { return .pass }
        let isLast = blocks >= maximumBlocks
        if !isLast {
            return .inconclusive(
                Inconclusive(
                    .tooFewSamples,
                    .pairs(
                        .inputs(open: open.count, of: found.count, blocks: blocks, most: maximumBlocks))))
        }
        if let rarest = open.filter({ $0.blocks < RuleJudging.leastBlocks }).min(by: { $0.blocks < $1.blocks }
        ) {
            return .inconclusive(
                Inconclusive(
                    .tooFewSamples,
                    .pairs(
                        .rareInput(
                            name: OutsideText(rarest.name), blocks: rarest.blocks, of: blocks,
                            least: RuleJudging.leastBlocks))))
        }
        let why = try open[0].whyUndecided()
        return .inconclusive(
            Inconclusive(
                why.reason,
                .pairs(
                    .undecidedInputs(
                        open: open.count, of: found.count, name: OutsideText(open[0].name),
                        detail: why.detail))))
    }

    /// The rule turns where its last input passes, and where its first is violated.
    private func flip(
        _ rule: Rule, _ condition: Rule.Condition, _ found: [InputFinding], _ test: SequentialRatioTest
    ) throws(StatisticsError) -> LimitSensitivity? {
        guard found.allSatisfy({ $0.blocks >= RuleJudging.leastBlocks }) else { return nil }
        let level = try median(found.flatMap(\.series.levels))
        return .at(
            condition.movableLimits(at: level, rule.metric.unit).map { limit in
                let turning = found.map { input in
                    let series = input.series
                    return test.turningLimits(blocks: series.ratios.count, isCheckedAgain: true) {
                        limit.position(
                            sum: series.ratios[$0] + series.ratios[$1], series.levels[$0], series.levels[$1])
                    }
                }
                return limit.threshold(
                    TurningLimits(
                        pass: turning.map(\.pass).max() ?? .infinity,
                        violation: turning.map(\.violation).max() ?? -.infinity))
            })
    }
}

/// One input of an operation, over the blocks that had it.
private struct InputFinding {
    let name: String
    let samples: Samples
    let series: BlockRatioSeries
    /// Nil while more blocks may decide.
    let outcome: SequentialOutcome?
    /// Whether it was shown to be within the limit, and still is.
    let passes: Bool

    var blocks: Int { samples.blocks.count }

    func whyUndecided() throws(StatisticsError) -> Inconclusive {
        let tolerated = try median(series.tolerated)
        let excess = try hodgesLehmannEstimate(series.margins)
        return try UndecidedComparison(
            ratios: series.ratios, tolerated: tolerated, change: series.ratio(excess + tolerated),
            interval: (nil, nil), limit: series.ratio(tolerated)
        ).why()
    }

    init(
        _ name: String, _ rule: Rule, _ condition: Rule.Condition, _ samples: Samples,
        _ test: SequentialRatioTest
    ) throws(StatisticsError) {
        guard let series = try BlockRatioSeries(rule, condition, samples) else {
            throw .outOfRange(.limit, value: .nan)
        }
        self.name = name
        self.samples = samples
        self.series = series
        do throws(StatisticsError) {
            outcome = try test.decide(series.margins)
        } catch .tooFew {
            outcome = nil
        } catch {
            throw error
        }
        passes = outcome?.verdict == .pass ? try test.passes(series.margins) : false
    }

    /// What makes an input the one to tell of: shown to be worse first, then by how much it seems to be.
    var rank: Double {
        (outcome?.verdict == .violation ? 1e6 : 0) + estimatedMargin
    }

    private var estimatedMargin: Double {
        let sorted = series.margins.sorted()
        return sorted.isEmpty ? -.infinity : sortedQuantile(sorted, 0.5)
    }

    func show(in numbers: inout Judgement.Numbers) {
        let tolerated = sortedQuantile(series.tolerated.sorted(), 0.5)
        let margin = outcome?.estimate ?? estimatedMargin
        numbers.estimate = series.ratio(margin + tolerated)
        numbers.lower = outcome?.lower.map { series.ratio($0 + tolerated) }
        numbers.upper = outcome?.upper.map { series.ratio($0 + tolerated) }
        let level = { (side: Side) in
            let sorted = samples.observed(side).compactMap(\.value).sorted()
            return sorted.isEmpty ? nil : sortedQuantile(sorted, 0.5)
        }
        numbers.baseline = level(.baseline)
        numbers.candidate = level(.candidate)
        numbers.bounds = numbers.baseline.map { [$0 * series.ratio(tolerated)] }
    }
}

extension SampledRun {
    func inputs(of operation: String?) -> OperationInputs? {
        inputs.first { $0.operation == operation }
    }
}

extension OperationInputs {
    /// Whether each pair of each block has its input.
    fileprivate func fits(_ samples: Samples) -> Bool {
        blocks.count == samples.blocks.count
            && zip(blocks, samples.blocks).allSatisfy { block, observed in
                block.count == observed.baseline.count && block.count == observed.candidate.count
                    && block.allSatisfy(names.indices.contains)
            }
    }
}

extension Samples {
    /// The pairs of one input; blocks that did not have it are left out.
    fileprivate func of(_ input: Int, _ inputs: OperationInputs) -> Samples {
        var part = self
        part.blocks = zip(inputs.blocks, blocks).compactMap { drawn, block in
            let places = drawn.indices.filter { drawn[$0] == input }
            guard !places.isEmpty else { return nil }
            return Block(
                baseline: places.map { block.baseline[$0] }, candidate: places.map { block.candidate[$0] })
        }
        return part
    }
}
