import GateModel
import Statistics

/// What stage `baseline` demands by itself: the baseline answers, holds still, and can be told from a revision that
/// is as much worse as the rules of `regress` allow (statistics.md, "Baseline quality").
func baselineQuality(_ run: StageRun, _ stage: Stage, _ pipeline: Pipeline) -> [Judgement] {
    let quality = BaselineQuality(run: run, stage: stage, pipeline: pipeline)
    return stage.operations.flatMap { quality.judgements(operation: $0) }
}

private struct BaselineQuality {
    let run: StageRun
    let stage: Stage
    let pipeline: Pipeline

    func judgements(operation: String) -> [Judgement] {
        let resolutions = comparedRules(operation).map { rule in
            judgement(
                "resolution-\(rule.metric.name)", operation,
                "the baseline against itself is within '\(rule.text)'",
                resolution(rule, operation))
        }
        return resolutions + [
            judgement("steadiness", operation, "no trend and no memory over processes", steadiness(operation))
        ]
    }

    /// The rules of `regress` that compare this operation with the baseline by intervals.
    private func comparedRules(_ operation: String) -> [Rule] {
        (pipeline.stage(.regress)?.rules ?? []).filter { rule in
            rule.condition.isRelative && rule.metric.unit == .time && rule.operations.contains(operation)
        }
    }

    private func resolution(_ rule: Rule, _ operation: String) -> RuleOutcome {
        guard let samples = responseTimes(operation, metric: rule.metric.name) else { return nothing }
        if let why = unusable(samples) {
            return RuleOutcome(.inconclusive(why), Judgement.Finding(scale: .ratio))
        }
        let single = RuleJudging(run: run, stage: stage, pipeline: pipeline, earlier: [])
        var outcome = single.relativeOutcome(rule, rule.condition, samples)
        guard case .violation = outcome.verdict else { return outcome }
        let why = "the baseline came out slower than itself: something else on this host is in the way"
        outcome.verdict = .inconclusive(Inconclusive(.tooNoisy, why))
        return outcome
    }

    /// Over the process groups, at level .001: within a process neighbours are alike anyway.
    private func steadiness(_ operation: String) -> RuleOutcome {
        guard let samples = responseTimes(operation, metric: Metric.BuiltIn.responseTime.rawValue) else {
            return nothing
        }
        if let why = unusable(samples) {
            return RuleOutcome(.inconclusive(why), Judgement.Finding(scale: .unit(.time)))
        }
        var finding = Judgement.Finding(scale: .unit(.time), samples: "\(samples.blocks.count) processes")
        do throws(StatisticsError) {
            let levels = try samples.blocks.map { block throws(StatisticsError) in
                try median(block.baseline.compactMap(\.value))
            }
            finding.baseline = try median(levels)
            finding.estimate = finding.baseline
            guard levels.count >= 8 else {
                let why = Inconclusive(.tooFewSamples, "\(levels.count) process pairs, at least 8 needed")
                return RuleOutcome(.inconclusive(why), finding)
            }
            if try TrendTest(levels).pValue < 0.001 {
                return RuleOutcome(
                    .inconclusive(Inconclusive(.tooNoisy, "response times drift over the processes")), finding
                )
            }
            if let neighbours = try LagOneAutocorrelation(levels), neighbours.pValue < 0.001 {
                let why = "neighbouring processes are alike: the host changes while it measures"
                return RuleOutcome(.inconclusive(Inconclusive(.tooNoisy, why)), finding)
            }
            return RuleOutcome(.pass, finding)
        } catch {
            return RuleOutcome(.inconclusive(Inconclusive(.notANumber, error.inOneLine)), finding)
        }
    }

    private func responseTimes(_ operation: String, metric: String) -> Samples? {
        run.samples.first { $0.metric == metric && $0.operation == operation && !$0.blocks.isEmpty }
    }

    private func unusable(_ samples: Samples) -> Inconclusive? {
        Judging.unusable(samples.observed(.baseline), .baseline)
            ?? Judging.unusable(samples.observed(.candidate), .baseline)
    }

    private var nothing: RuleOutcome { .inconclusive(.noSamples, "nothing was observed", scale: .ratio) }

    private func judgement(
        _ name: String, _ operation: String, _ demand: String, _ outcome: RuleOutcome
    ) -> Judgement {
        var verdict = outcome.verdict
        if let small = run.counts.first(where: { $0.isShort }) {
            verdict = .inconclusive(Inconclusive(.dataSetTooSmall, small.shortfallText))
        } else if case .inconclusive = verdict, let failure = run.failure {
            verdict = .inconclusive(failure)
        }
        return Judgement(
            id: "baseline/\(name)/\(operation)", stage: .baseline, rule: demand, position: stage.position,
            operation: operation, verdict: verdict, blocks: true, limit: demand, finding: outcome.finding,
            notes: outcome.notes)
    }
}
