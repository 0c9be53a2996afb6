package import GateModel
import Glibc
import Statistics

/// What a release shows against its anchor, for each rule of `regress` that compares by intervals and each operation.
///
/// Empty where the blocks cannot be compared; the judgement then says why.
package func anchorEstimates(_ run: StageRun, of stage: Stage) -> [AnchorEstimate] {
    let comparison = AnchorComparison(run, of: stage)
    return comparison.rules.flatMap { rule in
        rule.namedOperations.compactMap { operation in
            if case .success(let found) = comparison.estimate(rule, operation) { found.estimate } else { nil }
        }
    }
}

/// What the stage demands where its pipeline declares an anchor: no drift beyond 2.5 % is shown over all releases since.
func anchorJudgements(_ run: StageRun, of stage: Stage, _ shortfall: MissingEvidence) -> [Judgement] {
    guard case .regress(let settings) = stage.kind, settings.anchor != nil else { return [] }
    let comparison = AnchorComparison(run, of: stage)
    // A declared anchor that no rule is held against would be passed without evidence.
    guard !comparison.rules.isEmpty else {
        let why = Inconclusive(.notEvaluated, "no rule of the stage tolerates a change, so none can drift")
        return [
            Judgement(
                id: "regress/drift", stage: stage.name, position: stage.position, operation: nil,
                demand: .stage(.noDrift(rule: nil, tolerated: DriftLimits().blocking)),
                verdict: shortfall.verdict(.inconclusive(why)), blocks: true,
                numbers: Judgement.Numbers(scale: .number))
        ]
    }
    return comparison.rules.flatMap { rule in
        rule.namedOperations.map { operation in
            let outcome = comparison.outcome(rule, operation)
            let name = rule.judgementID(operation).trimmingPrefix("regress/")
            let verdict = shortfall.verdict(outcome.verdict)
            return Judgement(
                id: "regress/drift-\(name)", stage: stage.name, position: stage.position,
                operation: operation,
                demand: .stage(
                    .noDrift(rule: OutsideText(rule.text), tolerated: DriftLimits().blocking)),
                verdict: verdict, blocks: rule.mode == .enforce && rule.onInconclusive != .warn,
                numbers: outcome.explained(verdict), notes: outcome.notes)
        }
    }
}

/// The blocks of candidate and anchor, read as `regress` reads those of candidate and baseline.
private struct AnchorComparison {
    let rules: [Rule]
    private let anchor: AnchorRun?
    private let judging: RuleJudging
    private let limits = DriftLimits()

    init(_ run: StageRun, of stage: Stage) {
        // A tolerance of processor time is a guard against hiding, and no promise to keep over releases.
        rules = stage.rules.filter { $0.toleratesWorse && $0.id != Rule.processorID }
        anchor = run.regress?.anchor
        var own = run.regress ?? SampledRun()
        own.samples = anchor?.samples ?? []
        judging = RuleJudging(run: run, sampled: own, stage: stage)
    }

    func estimate(
        _ rule: Rule, _ operation: String?
    ) -> Result<(estimate: AnchorEstimate, size: SampleSize), AnchorFlaw> {
        guard anchor != nil else {
            return .failure(AnchorFlaw(Inconclusive(.notEvaluated, "the anchor was not measured")))
        }
        guard let samples = judging.sampled.samples(of: rule.metric, on: operation) else {
            return .failure(
                AnchorFlaw(Inconclusive(.noSamples, .observed(.notMeasured(metric: rule.metric.name)))))
        }
        if let flaw = samples.flaw(on: Side.allCases, blockSize: judging.blockSize(rule.metric)) {
            return .failure(AnchorFlaw(flaw))
        }
        guard samples.blocks.count >= RuleJudging.leastBlocks else {
            let few = Inconclusive.OpenBlocks.few(
                count: samples.blocks.count, least: RuleJudging.leastBlocks)
            return .failure(AnchorFlaw(Inconclusive(.tooFewSamples, .blocks(few))))
        }
        do throws(StatisticsError) {
            guard let series = try BlockRatioSeries(rule, rule.condition, samples) else {
                return .failure(AnchorFlaw(Inconclusive(.notEvaluated, "its ratio says nothing")))
            }
            let estimate = AnchorEstimate(
                rule: rule.id, operation: operation, logRatio: try median(series.ratios),
                blocking: try evidence(series.ratios, beyond: limits.blocking),
                warning: try evidence(series.ratios, beyond: limits.warning),
                improvement: try evidence(series.ratios.map { -$0 }, beyond: limits.blocking))
            return .success((estimate, series.size))
        } catch {
            return .failure(AnchorFlaw(Inconclusive(error)))
        }
    }

    /// ln of the e-value that the blocks lie above a limit, valid whenever one stops.
    private func evidence(_ ratios: [Double], beyond limit: Double) throws(StatisticsError) -> Double {
        var evidence = AnytimeEvidence()
        for ratio in ratios { try evidence.add(ratio - log1p(limit)) }
        return evidence.logViolation
    }

    func outcome(_ rule: Rule, _ operation: String?) -> RuleOutcome {
        var numbers = Judgement.Numbers(scale: .ratio)
        numbers.flip = .never(.drift)
        let own: AnchorEstimate
        switch estimate(rule, operation) {
        case .failure(let flaw): return RuleOutcome(flaw.why, numbers)
        case .success(let found):
            own = found.estimate
            numbers.samples = found.size
        }
        let earlier = (anchor?.earlier ?? []).compactMap { release in
            release.estimates.first { $0.rule == rule.id && $0.operation == operation }
        }
        let drift = judgeDrift((earlier + [own]).map(\.release), limits: limits)
        numbers.estimate = exp(own.logRatio)
        return RuleOutcome(drift.verdict, numbers, notes(drift))
    }

    private func notes(_ drift: DriftFinding) -> [Note] {
        var notes: [Note] = [
            .drift(
                anchor: anchor?.anchor.commit, releases: drift.releases, logLevel: drift.logLevel,
                alarm: DriftDetector.threshold)
        ]
        if drift.warning != nil { notes.append(.warning(.drift(beyond: limits.warning))) }
        if drift.improvement != nil { notes.append(.betterThanAnchor) }
        return notes
    }
}

private struct AnchorFlaw: Error {
    let why: Inconclusive

    init(_ why: Inconclusive) { self.why = why }
}

extension AnchorEstimate {
    fileprivate var release: DriftRelease {
        .evidence(blocking: blocking, warning: warning, improvement: improvement)
    }
}

/// Whether later releases are held against this one: it is shown to be better than its anchor by some rule, and looks
/// worse by none, or else an improvement in one place would wipe out the evidence of a drift in another.
package func movesAnchor(_ run: StageRun, of stage: Stage) -> Bool {
    let own = anchorEstimates(run, of: stage)
    guard own.allSatisfy({ $0.logRatio <= 0 }) else { return false }
    return own.contains { estimate in
        let earlier = (run.regress?.anchor?.earlier ?? []).compactMap { release in
            release.estimates.first { $0.rule == estimate.rule && $0.operation == estimate.operation }
        }
        return judgeDrift((earlier + [estimate]).map(\.release)).improvement != nil
    }
}
