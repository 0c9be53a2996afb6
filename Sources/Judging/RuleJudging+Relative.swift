import GateModel
import Statistics

extension RuleJudging {
    /// The sequential test over block log ratios (statistics.md, "Comparing with the baseline").
    func relativeOutcome(_ rule: Rule, _ condition: Rule.Condition, _ samples: Samples) -> RuleOutcome {
        do throws(StatisticsError) {
            let blocks = try BlockRatioSeries(rule, condition, samples)
            var finding = Judgement.Finding(scale: .ratio, samples: blocks.sizeText)
            finding.baseline = try blocks.summary(of: samples.observed(.baseline))
            finding.candidate = try blocks.summary(of: samples.observed(.candidate))
            if samples.blocks.allSatisfy({ $0.baseline == $0.candidate }), samples.blocks.count >= 8 {
                finding.estimate = 1
                return RuleOutcome(.pass, finding, ["both sides are equal in every pair"])
            }
            let most = run.maximumBlocks ?? 40
            let test = try SequentialRatioTest(
                maximumBlocks: most, alpha: RuleJudging.alpha, judgements: multiplicity)
            guard samples.blocks.count >= test.looks[0] else {
                let detail = "\(samples.blocks.count) blocks, at least \(test.looks[0]) needed"
                return RuleOutcome(.inconclusive(Inconclusive(.tooFewSamples, detail)), finding)
            }
            return try decided(test, blocks, rule, finding)
        } catch {
            return .inconclusive(.notANumber, error.inOneLine, scale: .ratio)
        }
    }

    private func decided(
        _ test: SequentialRatioTest, _ blocks: BlockRatioSeries, _ rule: Rule, _ finding: Judgement.Finding
    ) throws(StatisticsError) -> RuleOutcome {
        var test = test
        var finding = finding
        for look in test.looks where look <= blocks.margins.count && test.outcome == nil {
            try test.look(at: Array(blocks.margins.prefix(look)))
        }
        guard let outcome = test.outcome else {
            let detail = "undecided after \(blocks.margins.count) of at most \(test.looks.last ?? 0) blocks"
            return RuleOutcome(.inconclusive(Inconclusive(.tooFewSamples, detail)), finding)
        }
        let seen = Array(blocks.tolerated.prefix(outcome.stoppedAt))
        let tolerated = try median(seen)
        finding.estimate = blocks.ratio(outcome.estimate + tolerated)
        finding.lower = outcome.lower.map { blocks.ratio($0 + tolerated) }
        finding.upper = outcome.upper.map { blocks.ratio($0 + tolerated) }
        if blocks.isMirrored { swap(&finding.lower, &finding.upper) }
        let inForce =
            "limit in force \(changeText(blocks.ratio(tolerated) - 1)), decided at block \(outcome.stoppedAt)"
        switch outcome.verdict {
        case .pass: return RuleOutcome(.pass, finding, [inForce])
        case .violation: return RuleOutcome(.violation, finding, [inForce])
        case .inconclusive:
            return try undecided(outcome, blocks, rule, finding, inForce)
        }
    }

    private func undecided(
        _ outcome: SequentialOutcome, _ blocks: BlockRatioSeries, _ rule: Rule, _ finding: Judgement.Finding,
        _ inForce: String
    ) throws(StatisticsError) -> RuleOutcome {
        if rule.onInconclusive == .lean {
            let leaning = try LeaningDecision(estimate: outcome.estimate, logRatios: blocks.ratios)
            let verdict: Verdict = leaning.verdict == .pass ? .pass : .violation
            return RuleOutcome(verdict, finding, [inForce, "leaning: the test itself did not decide"])
        }
        let smallest = try SamplePlan.smallestDetectableChange(
            sigma: standardDeviation(blocks.ratios), blocks: outcome.stoppedAt)
        let detail =
            "undecided after \(outcome.stoppedAt) blocks; with this noise they show a change of \(percentText(smallest))"
        return RuleOutcome(.inconclusive(Inconclusive(.tooNoisy, detail)), finding, [inForce])
    }
}

extension StatisticsError {
    /// The message without its hint, for a reason's detail.
    var inOneLine: String {
        String(description.prefix { $0 != "\n" }.trimmingPrefix("statistics: error: "))
    }
}
